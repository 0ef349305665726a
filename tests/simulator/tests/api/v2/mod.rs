//! What v2 has for many kinds of content, each for every kind that has it.

mod blogposts;
mod classification;
mod comments;
mod custom_content;
mod inline_comments;
mod labels;
mod likes;
mod operations;
mod pages;
mod people;
mod properties;
mod site;
mod space_access;
mod spaces;
mod tasks;
mod things;
mod tree;
mod versions;
