mod constructs;
pub(super) mod documents;
mod guide;
mod page;
mod properties;
mod refusals;
mod text;
mod tree;
