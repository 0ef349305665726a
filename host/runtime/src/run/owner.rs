use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::connection::Connection;

/// Whose connection a run was begun on, and where that led. An earlier version kept none of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Owner {
    /// The service's own id of the account, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    /// The account for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The service's own id of the site, where one was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    site: Option<String>,
    /// The base URLs, by endpoint.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    endpoints: BTreeMap<String, String>,
}

impl Owner {
    pub(super) fn of(connection: &Connection) -> Self {
        let (record, session) = (&connection.record, &connection.session);
        let endpoints = session.endpoints.iter().map(|endpoint| (endpoint.name.clone(), endpoint.base.to_string()));
        Self {
            account: record.account.as_ref().map(|account| account.id.clone()),
            name: record.account.as_ref().map(|account| account.name.clone()),
            site: record.site.as_ref().map(|site| site.id.clone()),
            endpoints: endpoints.collect(),
        }
    }

    /// Whether what was begun for this one may go on for another. What was not known then says nothing.
    pub(super) fn admits(&self, other: &Self) -> bool {
        // An account that nobody can tell is not taken for the same.
        let account = self.account.as_ref().is_none_or(|id| !id.is_empty() && other.account.as_ref() == Some(id));
        let site = self.site.is_none() || other.site.is_none() || self.site == other.site;
        // Another version of the connector may have other endpoints.
        let moved = |(name, base): (&String, &String)| other.endpoints.get(name).is_some_and(|now| now != base);
        account && site && !self.endpoints.iter().any(moved)
    }
}

impl std::fmt::Display for Owner {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let account = match (&self.name, &self.account) {
            (Some(name), Some(id)) => format!("{name} ({id})"),
            _ => "an account that nobody knows".to_owned(),
        };
        let mut places: Vec<&str> = self.endpoints.values().map(String::as_str).collect();
        places.sort_unstable();
        places.dedup();
        write!(formatter, "{account} at {}", places.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(account: Option<&str>, site: Option<&str>, base: &str) -> Owner {
        Owner {
            account: account.map(str::to_owned),
            name: account.map(str::to_owned),
            site: site.map(str::to_owned),
            endpoints: [("api".to_owned(), base.to_owned())].into(),
        }
    }

    #[test]
    fn a_run_goes_on_for_the_same_account_at_the_same_place() {
        let begun = owner(Some("1"), Some("s"), "https://a.example/");
        for (now, admitted) in [
            (owner(Some("1"), Some("s"), "https://a.example/"), true),
            (owner(Some("2"), Some("s"), "https://a.example/"), false),
            (owner(None, Some("s"), "https://a.example/"), false),
            (owner(Some("1"), Some("t"), "https://a.example/"), false),
            (owner(Some("1"), None, "https://a.example/"), true),
            (owner(Some("1"), Some("s"), "https://b.example/"), false),
        ] {
            assert_eq!(begun.admits(&now), admitted, "{now:?}");
        }
        let untried = owner(None, None, "https://a.example/");
        assert!(untried.admits(&begun) && Owner::default().admits(&begun));
        assert!(!owner(Some(""), None, "https://a.example/").admits(&owner(Some(""), None, "https://a.example/")));
    }
}
