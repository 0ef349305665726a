//! Loads a connector, connects it and performs an action.
fn main() {}
