//! Conversions of bodies from one format into another, which take a while.

use std::time::Duration;

use crate::accounts::Account;
use crate::store::Store;

/// Is a conversion that was asked for.
#[derive(Debug, Clone)]
pub(crate) struct Conversion {
    pub(crate) id: String,
    /// Who asked, and so who may look.
    pub(crate) account: Account,
    /// The format asked for.
    pub(crate) to: String,
    pub(crate) value: String,
    /// How often somebody looked at it.
    pub(crate) polls: u32,
    /// When it was asked for, in the time that tests own.
    pub(crate) begun: Duration,
}

impl Store {
    /// Begins a conversion and returns its id.
    pub(crate) fn begin_conversion(&mut self, account: Account, to: &str, value: &str, begun: Duration) -> String {
        let id = format!("00000000-0000-4000-8000-{:012x}", self.id());
        let (to, value) = (to.to_owned(), value.to_owned());
        self.administration.conversions.push(Conversion { id: id.clone(), account, to, value, polls: 0, begun });
        id
    }

    /// Looks at a conversion, and counts that.
    pub(crate) fn look_at_conversion(&mut self, id: &str) -> Option<Conversion> {
        let conversion = self.administration.conversions.iter_mut().find(|conversion| conversion.id == id)?;
        let seen = conversion.clone();
        conversion.polls += 1;
        Some(seen)
    }
}
