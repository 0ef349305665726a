//! Families of refresh tokens: each use disables a token and makes its successor.

use std::collections::HashMap;
use std::time::Duration;

use super::{Key, Lifetimes};

#[derive(Debug)]
struct Family {
    key: Key,
    revoked: bool,
}

#[derive(Debug)]
struct Member {
    family: usize,
    issued: Duration,
    used: Option<Duration>,
    used_again: bool,
}

/// Keeps all refresh tokens that ever were, so that the reuse of an old one is noticed.
#[derive(Debug, Default)]
pub(super) struct Families {
    families: Vec<Family>,
    members: HashMap<String, Member>,
}

impl Families {
    /// Starts a family without tokens.
    pub(super) fn found(&mut self, key: Key) -> usize {
        self.families.push(Family { key, revoked: false });
        self.families.len() - 1
    }

    /// Adds a token to a family.
    pub(super) fn add(&mut self, now: Duration, family: usize, token: String) {
        self.members.insert(token, Member { family, issued: now, used: None, used_again: false });
    }

    /// Uses a token up, and returns its family with the grant behind it.
    pub(super) fn spend(
        &mut self,
        now: Duration,
        client: &str,
        token: &str,
        lifetimes: &Lifetimes,
    ) -> Option<(usize, Key)> {
        let member = self.members.get_mut(token)?;
        let family = self.families.get_mut(member.family)?;
        if family.revoked || family.key.0 != client {
            return None;
        }
        match member.used {
            None if now.saturating_sub(member.issued) >= lifetimes.refresh => return None,
            None => member.used = Some(now),
            Some(at) if now.saturating_sub(at) < lifetimes.leeway => {
                // Nothing is known of a third use within the leeway; refusing it is the stricter guess.
                if std::mem::replace(&mut member.used_again, true) {
                    return None;
                }
            }
            Some(_) => {
                // Somebody has a token that was replaced long ago: thief or owner, the family ends.
                family.revoked = true;
                return None;
            }
        }
        Some((member.family, family.key.clone()))
    }
}
