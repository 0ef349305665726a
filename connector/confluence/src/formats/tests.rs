mod documents;
mod page;
mod properties;
