use std::cell::Cell;
use std::hint::black_box;

use crate::connector::plugin::types::Error;

pub(crate) fn behave(_: &str) -> Result<String, Error> {
    Ok(r#"{"behaved":true}"#.into())
}

pub(crate) fn loop_forever(_: &str) -> Result<String, Error> {
    let mut number = 0_u64;
    loop {
        number = black_box(number.wrapping_add(1));
    }
}

pub(crate) fn allocate_without_end(_: &str) -> Result<String, Error> {
    let mut all = Vec::new();
    loop {
        all.push(black_box(vec![1_u8; 1 << 20]));
    }
}

pub(crate) fn fill_memory(_: &str) -> Result<String, Error> {
    let mut bytes = vec![0_u8; 64 << 20];
    loop {
        let next = black_box(bytes[0].wrapping_add(1));
        bytes.fill(next);
    }
}

#[expect(unconditional_recursion, reason = "that is the attack")]
pub(crate) fn recurse(_: &str) -> Result<String, Error> {
    fn deeper(depth: u64) -> u64 {
        let here = black_box([depth; 64]);
        black_box(deeper(depth + 1)) + here[0]
    }
    Ok(deeper(0).to_string())
}

pub(crate) fn panic(_: &str) -> Result<String, Error> {
    panic!("on purpose");
}

pub(crate) fn return_no_json(_: &str) -> Result<String, Error> {
    Ok("{not json".into())
}

thread_local! {
    static CALLS: Cell<u32> = const { Cell::new(0) };
}

/// Says how often this instance was called: a fresh one says 1.
pub(crate) fn remember(_: &str) -> Result<String, Error> {
    CALLS.set(CALLS.get() + 1);
    Ok(format!(r#"{{"calls":{}}}"#, CALLS.get()))
}
