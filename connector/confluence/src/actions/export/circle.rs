use connector_sdk::{Error, ErrorKind};
use serde::{Deserialize, Serialize};

/// What finds out that a list leads to where it was, however many pages lie in between.
///
/// Of the pages that a list led to it keeps one, which is a later one after each doubling of their number (Brent's
/// algorithm): once that lies in the circle and is kept for a whole round, it comes again.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Circle {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kept: Option<String>,
    pages: u64,
}

impl Circle {
    pub(super) fn is_new(&self) -> bool {
        self.pages == 0
    }

    /// Takes note of the next page.
    ///
    /// # Errors
    /// `service` where the list was there before.
    pub(super) fn leads_to(&mut self, next: &str) -> Result<(), Error> {
        if self.kept.as_deref() == Some(next) {
            return Err(Error::new(ErrorKind::Service, "the service gave the same next page twice"));
        }
        self.pages += 1;
        if self.pages.is_power_of_two() {
            self.kept = Some(next.to_owned());
        }
        Ok(())
    }
}
