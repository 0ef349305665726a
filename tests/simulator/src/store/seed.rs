//! The content with which a site starts.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use super::administration::Administration;
use super::facets::Facets;
use super::{PageBody, Space, Status, Store};
use crate::clock::Clock;

/// The first id that is given to content; spaces have fixed ids below it.
const FIRST_ID: u64 = 131_073;

const SPACES: [(u64, &str, &str, &str); 2] =
    [(98_305, "DOCS", "Documentation", "Documentation Home"), (98_306, "TEAM", "Team", "Team Home")];

const FILLER: [&str; 8] = ["harbour", "lantern", "meadow", "granite", "compass", "orchard", "velvet", "thunder"];

impl Store {
    /// Builds the spaces `DOCS` and `TEAM` with their homepages, and numbered pages in `DOCS`.
    pub(crate) fn seeded(pages: u32, page_bytes: usize) -> Self {
        let mut store = Self {
            spaces: BTreeMap::new(),
            pages: BTreeMap::new(),
            comments: BTreeMap::new(),
            attachments: BTreeMap::new(),
            labels: BTreeMap::new(),
            titles: HashMap::new(),
            facets: Facets::default(),
            administration: Administration::default(),
            horizon: None,
            next_id: FIRST_ID,
            clock: Clock::default(),
        };
        let homepages = SPACES.map(|(id, key, name, home)| {
            let created = store.now();
            let body = PageBody::storage_of(&format!("<p>Welcome to the space {name}.</p>"));
            let homepage = store.create_page(id, None, Status::Current, home, body);
            let (key, name, description) = (key.to_owned(), name.to_owned(), format!("The space {name}"));
            store.spaces.insert(id, Space { id, key, name, description, homepage, created });
            homepage
        });
        for number in 1..=pages {
            let body = PageBody::storage_of(&filler(number, page_bytes));
            let title = format!("Page {number:04}");
            store.create_page(SPACES[0].0, Some(homepages[0]), Status::Current, &title, body);
        }
        store
    }
}

/// Writes storage of about `bytes` bytes, which has the page's number in it.
pub(crate) fn filler(number: u32, bytes: usize) -> String {
    let mut text = format!("<h1>Page number {number}</h1><p>This is filler{number:04}:");
    let mut seed = u64::from(number);
    while text.len() + "</p>".len() < bytes {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let word = FILLER[usize::try_from(seed >> 61).unwrap_or_default() % FILLER.len()];
        // Writing to a string cannot fail.
        let _ = write!(text, " {word}");
    }
    text.push_str("</p>");
    text
}
