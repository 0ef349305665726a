//! LZMA, which looks back over the whole text: it takes a third less of it than what looks back over 32 kB, such as deflate.
//! In front stands the length of the text.

#[cfg(any(feature = "packed", test))]
use lzma_rust2::Read;

/// No literal depends on where in a word of several bytes it stands: it is text.
const POSITION_BITS: u32 = 0;
const LITERAL_CONTEXT_BITS: u32 = 4;

/// How far back it looks, in bytes; more than there are.
const REACH: u32 = 1 << 20;

#[cfg(not(any(feature = "packed", target_arch = "wasm32")))]
pub(super) fn write(text: &[u8]) -> Vec<u8> {
    use lzma_rust2::{LzmaOptions, LzmaWriter, Write};

    let options = LzmaOptions {
        dict_size: REACH,
        lc: LITERAL_CONTEXT_BITS,
        pb: POSITION_BITS,
        nice_len: LzmaOptions::NICE_LEN_MAX,
        depth_limit: 1000,
        ..LzmaOptions::with_preset(9)
    };
    let length = u32::try_from(text.len()).unwrap_or_default().to_le_bytes().to_vec();
    let written = LzmaWriter::new_no_header(length, &options, false).and_then(|mut writer| {
        writer.write_all(text)?;
        writer.finish()
    });
    // A vector takes everything.
    written.unwrap_or_default()
}

#[cfg(any(feature = "packed", test))]
pub(super) fn read(packed: &[u8]) -> Option<Vec<u8>> {
    let (length, packed) = packed.split_first_chunk()?;
    let length = u32::from_le_bytes(*length);
    let mut text = vec![0; usize::try_from(length).ok()?];
    let reader =
        lzma_rust2::LzmaReader::new(packed, length.into(), LITERAL_CONTEXT_BITS, 0, POSITION_BITS, REACH, None);
    reader.ok()?.read_exact(&mut text).ok()?;
    Some(text)
}

#[cfg(all(test, not(feature = "packed")))]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_as_it_was_and_nothing_else_does() {
        for text in ["", "a", &"the same over and over, ".repeat(100_000)] {
            let packed = write(text.as_bytes());
            assert_eq!(read(&packed).as_deref(), Some(text.as_bytes()));
            assert!(packed.len() < 1000);
        }
        assert_eq!(read(b"abc"), None);
        assert_eq!(read(b"\x09\0\0\0abc"), None);
    }
}
