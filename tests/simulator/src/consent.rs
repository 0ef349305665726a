//! What a person does on the page that asks for their consent.

use crate::parameters::{Parameters, encode};
use crate::refusal::is_address;
use crate::world::World;
use crate::{data_center, oauth};

/// Is a person's decision on a consent page.
///
/// ```
/// use confluence_simulator::Consent;
///
/// let accepted = Consent::accept(&["acme"]).signed_in_as("other.user@example.com");
/// let declined = Consent::decline();
/// # let _ = (accepted, declined);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    accepts: bool,
    sites: Vec<String>,
    account: Option<String>,
}

impl Consent {
    /// Accepts and picks sites by name, as `acme`; on Data Center there are none to pick.
    #[must_use]
    pub fn accept(sites: &[&str]) -> Self {
        Self { accepts: true, sites: sites.iter().map(|site| (*site).to_owned()).collect(), account: None }
    }

    /// Cancels.
    #[must_use]
    pub fn decline() -> Self {
        Self { accepts: false, sites: Vec::new(), account: None }
    }

    /// Lets somebody else than the user decide: `Options::other_email`.
    #[must_use]
    pub fn signed_in_as(mut self, email: &str) -> Self {
        self.account = Some(email.to_owned());
        self
    }

    /// Fills in a consent page's form below the query that asked for the page.
    fn form(&self, user: &str, query: &str) -> String {
        let decision = if self.accepts { "accept" } else { "cancel" };
        let account = self.account.as_deref().unwrap_or(user);
        let mut form = format!("{query}&account={}&decision={decision}", encode(account));
        for site in &self.sites {
            form.push_str("&site=");
            form.push_str(&encode(site));
        }
        form
    }
}

/// Opens the page behind an authorization URL, fills in its form and returns where it redirects.
pub(crate) fn give(world: &World, url: &str, consent: &Consent) -> Result<String, String> {
    let (address, query) = url.split_once('?').ok_or("an authorization URL has a query")?;
    let (scheme, rest) = address.split_once("://").ok_or("an authorization URL has a scheme")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let opened = Parameters::form(query);
    if path == "authorize" && (scheme == "https" && host == oauth::HOST || is_address(host)) {
        let form = Parameters::form(&consent.form(&world.options.email, query));
        oauth::page::shown(oauth::authorize::page(world, &opened))?;
        return oauth::page::redirected(oauth::authorize::decide(world, &form));
    }
    if path == data_center::oauth::AUTHORIZE.trim_start_matches('/') {
        let form = Parameters::form(&consent.form(data_center::access::USER, query));
        oauth::page::shown(data_center::authorize::page(world, &opened))?;
        return oauth::page::redirected(data_center::authorize::decide(world, &form));
    }
    Err(format!("nobody asks for consent at {address}"))
}
