use std::hash::{DefaultHasher, Hash, Hasher};

use crate::{Error, ErrorKind};

/// Where a list led so far. One that leads to where it was before would never end.
///
/// It keeps a hash of each place, so that a long list takes little memory.
#[derive(Default)]
pub struct Trail(Vec<u64>);

impl Trail {
    /// Notes a place that the list leads to.
    ///
    /// # Errors
    /// `service` where the list led there before.
    pub fn step(&mut self, next: &str) -> Result<(), Error> {
        let mut hasher = DefaultHasher::new();
        next.hash(&mut hasher);
        let hash = hasher.finish();
        match self.0.binary_search(&hash) {
            Ok(_) => Err(Error::new(ErrorKind::Service, "the service gave the same next page twice")),
            Err(place) => {
                self.0.insert(place, hash);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_place_that_was_there_before_is_refused() {
        let mut trail = Trail::default();
        for (next, fine) in [("a", true), ("c", true), ("b", true), ("a", false), ("d", true), ("c", false)] {
            assert_eq!(trail.step(next).is_ok(), fine, "{next}");
        }
    }
}
