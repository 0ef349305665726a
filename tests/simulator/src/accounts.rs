//! Who can sign in.

use crate::options::Options;
use crate::store;

/// The account id of the user: `Options::email`.
pub const ACCOUNT_ID: &str = store::ACCOUNT_ID;
/// The account id of the other user: `Options::other_email`.
pub const OTHER_ACCOUNT_ID: &str = "712020:00000000-0000-4000-8000-000000000002";
/// The account id of the service account: `Options::service_email`.
pub const SERVICE_ACCOUNT_ID: &str = "712020:00000000-0000-4000-8000-000000000003";

/// Names an Atlassian account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Account {
    /// The user to whom all content belongs.
    User,
    /// Somebody else.
    Other,
    /// The account that is no person.
    Service,
}

impl Account {
    /// Lists the accounts that are people.
    pub(crate) const PEOPLE: [Self; 2] = [Self::User, Self::Other];

    /// Finds the person with this e-mail address.
    pub(crate) fn person(options: &Options, email: &str) -> Option<Self> {
        Self::PEOPLE.into_iter().find(|account| account.has_email(options, email))
    }

    /// Finds the account with this id.
    pub(crate) fn with_id(id: &str) -> Option<Self> {
        [Self::User, Self::Other, Self::Service].into_iter().find(|account| account.id() == id)
    }

    /// Tells whether this is the account's address; case does not matter.
    pub(crate) fn has_email(self, options: &Options, email: &str) -> bool {
        self.email(options).eq_ignore_ascii_case(email)
    }

    /// Returns the e-mail address.
    pub(crate) fn email(self, options: &Options) -> &str {
        match self {
            Self::User => &options.email,
            Self::Other => &options.other_email,
            Self::Service => &options.service_email,
        }
    }

    /// Returns the account id.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::User => ACCOUNT_ID,
            Self::Other => OTHER_ACCOUNT_ID,
            Self::Service => SERVICE_ACCOUNT_ID,
        }
    }

    /// Returns the display name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::User => store::DISPLAY_NAME,
            Self::Other => "Other User",
            Self::Service => "Example Service",
        }
    }

    /// Returns the account type; that of service accounts is a guess.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::User | Self::Other => "atlassian",
            Self::Service => "app",
        }
    }
}
