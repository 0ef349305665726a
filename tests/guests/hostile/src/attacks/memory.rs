//! What a call leaves in its memory, and what the next one finds there.

use std::hint::black_box;

use crate::connector::plugin::types::Error;

/// What is left is spelled with this, so that nobody who looks for it holds it.
const KEY: u64 = 0x5bd1_e995_c2b2_ae35;
const PAGE: usize = 64 * 1024;
/// How much memory is taken; bytes.
const MOST: usize = 32 << 20;

/// Fills memory and stack with a mark, and says how often it finds that itself.
pub(crate) fn leave_mark(input: &str) -> Result<String, Error> {
    let mark = mark(input);
    let all = black_box(vec![mark ^ KEY; MOST / size_of::<u64>()]);
    let deepest = deepen(mark ^ KEY, 200);
    let found = found(mark);
    Ok(format!(r#"{{"found":{found},"words":{},"deepest":{}}}"#, all.len(), deepest == mark ^ KEY))
}

/// Takes as much memory and says how often it finds a mark of another call there.
pub(crate) fn look_for_mark(input: &str) -> Result<String, Error> {
    core::arch::wasm32::memory_grow::<0>(MOST / PAGE);
    Ok(format!(r#"{{"found":{}}}"#, found(mark(input))))
}

/// The number that the input is.
fn mark(input: &str) -> u64 {
    input.trim().parse().unwrap_or_default()
}

fn deepen(word: u64, depth: u32) -> u64 {
    let here = black_box([word; 256]);
    if depth == 0 { here[0] } else { black_box(deepen(word, depth - 1)) & here[depth as usize] }
}

/// How many words of all memory are the mark.
fn found(mark: u64) -> usize {
    let end = core::arch::wasm32::memory_size::<0>() * PAGE;
    (PAGE / 64..end / size_of::<u64>())
        // SAFETY: it lies within the linear memory, whose words can all be read.
        .filter(|word| unsafe { core::ptr::with_exposed_provenance::<u64>(word * size_of::<u64>()).read_volatile() } ^ KEY == mark)
        .count()
}
