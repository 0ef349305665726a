//! The simulated Cloud sites and their cloud ids.

use http::HeaderMap;

use crate::answer::Answer;
use crate::options::Options;
use crate::refusal::misdirected;

/// The cloud id of the site: `Options::site`.
pub const CLOUD_ID: &str = "00000000-0000-4000-8000-00000000c10d";
/// The cloud id of the other site with Confluence: `Options::other_site`.
pub const OTHER_CLOUD_ID: &str = "00000000-0000-4000-8000-00000000c20d";
/// The cloud id of the site that has Jira only: `Options::jira_site`.
pub const JIRA_CLOUD_ID: &str = "00000000-0000-4000-8000-00000000c30d";

/// Names a site; those with Confluence share their content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tenant {
    /// The site of all tests, with Jira beside Confluence.
    Main,
    /// A site with Confluence alone.
    Other,
    /// A site with Jira alone.
    Jira,
}

impl Tenant {
    /// Lists the sites; of equal names the first one counts.
    pub(crate) const ALL: [Self; 3] = [Self::Main, Self::Other, Self::Jira];

    /// Finds the site with this cloud id.
    pub(crate) fn with_cloud_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tenant| tenant.cloud_id() == id)
    }

    /// Finds the site with this name: `acme`.
    pub(crate) fn named(options: &Options, name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tenant| tenant.name(options) == name)
    }

    /// Finds the site for which a request's `Host` stands; an address of the simulator means the main one.
    pub(crate) fn addressed(options: &Options, headers: &HeaderMap) -> Result<Self, Answer> {
        let mut refusal = None;
        for tenant in Self::ALL {
            match misdirected(headers, &tenant.host(options)) {
                None => return Ok(tenant),
                Some(answer) => refusal = refusal.or(Some(answer)),
            }
        }
        refusal.map_or(Ok(Self::Main), Err)
    }

    /// Returns the cloud id.
    pub(crate) fn cloud_id(self) -> &'static str {
        match self {
            Self::Main => CLOUD_ID,
            Self::Other => OTHER_CLOUD_ID,
            Self::Jira => JIRA_CLOUD_ID,
        }
    }

    /// Returns the name: `acme`.
    pub(crate) fn name(self, options: &Options) -> &str {
        match self {
            Self::Main => &options.site,
            Self::Other => &options.other_site,
            Self::Jira => &options.jira_site,
        }
    }

    /// Returns the host: `acme.atlassian.net`.
    pub(crate) fn host(self, options: &Options) -> String {
        format!("{}.atlassian.net", self.name(options))
    }

    /// Tells whether Confluence runs there.
    pub(crate) fn has_confluence(self) -> bool {
        self != Self::Jira
    }

    /// Tells whether Jira runs there.
    pub(crate) fn has_jira(self) -> bool {
        self != Self::Other
    }
}
