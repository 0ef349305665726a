use std::collections::BTreeMap;
use std::sync::Arc;

use secrecy::SecretString;

use super::connections::{Opened, problem};
use super::sealing::{KeptGrant, binding_of};
use super::{Inner, Runtime, new_id, to_the_end};
use crate::auth::{ATTEMPT, Grant, SignInError};
use crate::connection::{Connection, ConnectionDraft, ConnectionRecord, Site};
use crate::connector::InstalledConnector;
use crate::form::{self, Filled};
use crate::manifest::{self, AuthType, Credential, Manifest};
use crate::store::PutConnection;
use crate::{Error, Problem};

/// A connection on its way to be saved: its form is filled in, nothing else is done.
pub(super) struct Candidate {
    pub(super) connector: InstalledConnector,
    pub(super) record: ConnectionRecord,
    pub(super) secrets: BTreeMap<String, SecretString>,
    /// The connection that it replaces.
    pub(super) previous: Option<ConnectionRecord>,
    pub(super) allow_other_account: bool,
    /// It goes on with the sign-in of the connection that it replaces, so what becomes of that is kept at once.
    pub(super) keeps_grant: bool,
    /// What is used up by saving it; it is not saved a second time.
    pub(super) once: Option<String>,
}

/// How far a connection came.
pub(super) enum Established {
    /// It is saved.
    Saved(Box<ConnectionRecord>),
    /// A site must be chosen first.
    ChooseSite(Vec<Site>, Box<Grant>),
    /// It would become one of another account or site.
    OtherAccount { error: Box<Error>, grant: Option<Box<Grant>>, site: Option<Site> },
}

impl Runtime {
    /// Adds a connection, once it was tried; `try_first` false adds it untried. Nothing is kept where it fails.
    ///
    /// # Errors
    /// Where the fields do not fit, the name is taken, the service does not take the credential, or the auth type wants
    /// the user to sign in: then [`begin_sign_in`](Self::begin_sign_in) is the way.
    pub async fn add_connection(&self, draft: ConnectionDraft, try_first: bool) -> Result<ConnectionRecord, Error> {
        let candidate = self.candidate(draft).await?;
        candidate.needs_no_page()?;
        if try_first {
            return self.establish_without_site(candidate, None).await;
        }
        self.save(candidate, None).await
    }

    /// The sign-in has reached one site at most before, so there is nothing to choose.
    pub(super) async fn establish_without_site(
        &self,
        candidate: Candidate,
        grant: Option<Grant>,
    ) -> Result<ConnectionRecord, Error> {
        match self.establish(candidate, grant, None).await? {
            Established::Saved(record) => Ok(*record),
            Established::OtherAccount { error, .. } => Err(*error),
            Established::ChooseSite(sites, _) => Err(Error::UnknownSite {
                wanted: String::new(),
                sites: sites.into_iter().map(|site| site.url).collect(),
            }),
        }
    }

    /// Checks the form of a new connection.
    pub(super) async fn candidate(&self, draft: ConnectionDraft) -> Result<Candidate, Error> {
        let name = checked_name(&draft.name)?;
        let taken = self.inner.store.connection(self.inner.tenant(), &name).await?.is_some();
        if taken {
            return Err(Error::ConnectionExists { name });
        }
        let connector = self.connector(&draft.connector).await?;
        let auth_type = auth_type(&connector.manifest, draft.auth_type.as_deref())?.clone();
        let filled = self.inner.fill(&connector, &auth_type, &draft.fields, &draft.secrets)?;
        self.check_location(&draft.location).await?;
        check_derived(&connector.manifest, &draft.derived)?;
        let record = ConnectionRecord {
            id: new_id()?,
            name,
            connector: connector.name.clone(),
            location: draft.location,
            connection_type: draft.connection_type,
            auth_type: auth_type.name,
            fields: filled.fields,
            secrets: filled.secrets.keys().cloned().collect(),
            resolved: !draft.derived.is_empty(),
            derived: draft.derived,
            site: None,
            account: None,
            ends_with_token: false,
            created_at: self.inner.now(),
            checked_at: None,
            revision: 0,
        };
        let secrets = filled.secrets;
        Ok(Candidate::new(connector, record, secrets))
    }

    /// See [`measure::recorded`](crate::measure::recorded).
    pub(crate) async fn recorded(
        &self,
        draft: ConnectionDraft,
        scopes: Option<Vec<String>>,
    ) -> Result<Connection, Error> {
        let candidate = self.candidate(draft).await?;
        let grant = (Grant::recorded(scopes, self.inner.now()), 0);
        self.inner.trial(&candidate, &Opened { secrets: candidate.secrets.clone(), grant: Some(grant) })
    }

    /// Takes a connection through the steps that are left: site, derived fields, check; then it is saved.
    pub(super) async fn establish(
        &self,
        mut candidate: Candidate,
        grant: Option<Grant>,
        site: Option<&str>,
    ) -> Result<Established, Error> {
        let mut opened = Opened { secrets: candidate.secrets.clone(), grant: grant.map(|grant| (grant, 0)) };
        let mut connection = self.inner.trial(&candidate, &opened)?;
        if candidate.auth_type()?.choose_site {
            let sites = connection.sites().await?;
            keep_grant(&connection, &mut opened);
            match choose(sites, site, candidate.previous.as_ref()) {
                Choice::Site(site) => {
                    for (name, value) in &site.fields {
                        connection.check_derived(name, value)?;
                    }
                    candidate.record.derived.extend(site.fields.clone());
                    candidate.record.site = Some(site);
                }
                Choice::Many(sites) => match opened.grant {
                    Some((grant, _)) => return Ok(Established::ChooseSite(sites, Box::new(grant))),
                    None => return Err(unknown_site("", &sites)),
                },
                Choice::None(wanted, sites) => return Err(unknown_site(&wanted, &sites)),
            }
            connection = self.inner.trial(&candidate, &opened)?;
        }
        if !candidate.record.resolved {
            candidate.record.derived = connection.resolve().await?;
            candidate.record.resolved = true;
            keep_grant(&connection, &mut opened);
            connection = self.inner.trial(&candidate, &opened)?;
        }
        let check = connection.check().await?;
        keep_grant(&connection, &mut opened);
        candidate.record.account = Some(check.account);
        candidate.record.checked_at = Some(self.inner.now());
        candidate.record.ends_with_token = candidate.needs_no_page().is_err()
            && opened.grant.as_ref().is_some_and(|(grant, _)| !grant.can_be_renewed());
        if let Err(error) = candidate.check_owner() {
            let grant = opened.grant.map(|(grant, _)| Box::new(grant));
            return Ok(Established::OtherAccount { error: Box::new(error), grant, site: candidate.record.site });
        }
        if let Some(once) = &candidate.once {
            let now = self.inner.now();
            if !self.inner.store.spend(self.inner.tenant(), once, now, now + 2 * ATTEMPT).await? {
                return Err(SignInError::Used.into());
            }
        }
        let grant = opened.grant.map(|(grant, _)| grant);
        self.save(candidate, grant).await.map(Box::new).map(Established::Saved)
    }

    /// Seals the secrets and keeps everything, or nothing.
    pub(super) async fn save(&self, candidate: Candidate, grant: Option<Grant>) -> Result<ConnectionRecord, Error> {
        let Candidate { connector, record, secrets, previous, keeps_grant, .. } = candidate;
        // Whoever signed in as one account does not go on as another one.
        let account = |record: &ConnectionRecord| record.account.as_ref().map(|account| account.id.clone());
        let stays = previous.as_ref().map(|previous| account(previous) == account(&record));
        let grant = match (grant, previous) {
            (_, Some(previous)) if keeps_grant => KeptGrant::Stays { binding: binding_of(&connector, &previous) },
            (Some(grant), _) => KeptGrant::New(Box::new(grant)),
            (None, _) => KeptGrant::None,
        };
        let inner = Arc::clone(&self.inner);
        to_the_end(async move {
            match inner.keep(&connector, &record, &secrets, grant).await? {
                PutConnection::Done => {
                    let record = ConnectionRecord { revision: record.revision + 1, ..record };
                    if let Some(stays) = stays {
                        let essence = stays.then(|| inner.essence_of(&connector, &record, &secrets));
                        inner.changes.changed(&record.id, record.revision, essence);
                    }
                    Ok(record)
                }
                PutConnection::NameTaken => Err(Error::ConnectionExists { name: record.name }),
                PutConnection::Changed => Err(Error::ConnectionChanged { name: record.name }),
            }
        })
        .await
    }
}

impl Candidate {
    /// One that replaces none.
    pub(super) fn new(
        connector: InstalledConnector,
        record: ConnectionRecord,
        secrets: BTreeMap<String, SecretString>,
    ) -> Self {
        Self { connector, record, secrets, previous: None, allow_other_account: false, keeps_grant: false, once: None }
    }

    pub(super) fn auth_type(&self) -> Result<&AuthType, Error> {
        auth_type(&self.connector.manifest, Some(&self.record.auth_type))
    }

    /// Where the user must sign in at the service, filling in a form is not enough.
    pub(super) fn needs_no_page(&self) -> Result<(), Error> {
        match &self.auth_type()?.credential {
            Credential::Oauth2(oauth2) if matches!(oauth2.grant, manifest::Grant::AuthorizationCode(_)) => {
                Err(Error::SignInNeeded { auth_type: self.record.auth_type.clone() })
            }
            _ => Ok(()),
        }
    }

    /// A connection stays one of the same account at the same site, unless that is allowed.
    fn check_owner(&self) -> Result<(), Error> {
        let Some(previous) = self.previous.as_ref().filter(|_| !self.allow_other_account) else { return Ok(()) };
        let (before, after) =
            (owner(previous, &self.connector.manifest), owner(&self.record, &self.connector.manifest));
        let same = match (&previous.account, &self.record.account) {
            // An account that nobody can tell is not taken for the same.
            (Some(old), Some(new)) => old.id == new.id && !new.id.is_empty() && before.1 == after.1,
            _ => true,
        };
        if same {
            return Ok(());
        }
        let words = |(name, place): (String, Vec<String>)| {
            if place.is_empty() { name } else { format!("{name} at {}", place.join(" ")) }
        };
        Err(Error::OtherAccount { name: previous.name.clone(), before: words(before), after: words(after) })
    }
}

impl Inner {
    /// Checks a form; what the operator's client fills in need not be.
    pub(super) fn fill(
        &self,
        connector: &InstalledConnector,
        auth_type: &AuthType,
        fields: &BTreeMap<String, String>,
        secrets: &BTreeMap<String, SecretString>,
    ) -> Result<Filled, Error> {
        let given: Vec<&str> = match &auth_type.credential {
            Credential::Oauth2(oauth2) if self.settings.client(&connector.name, &auth_type.name).is_some() => {
                std::iter::once(&oauth2.client_id).chain(&oauth2.client_secret).map(String::as_str).collect()
            }
            _ => Vec::new(),
        };
        form::fill(&connector.manifest, auth_type, fields, secrets, &given)
            .map_err(|problems| Error::InvalidConnection { problems })
    }

    fn trial(self: &Arc<Self>, candidate: &Candidate, opened: &Opened) -> Result<Connection, Error> {
        self.connect(&candidate.connector, candidate.record.clone(), opened, candidate.keeps_grant)
    }
}

/// Tokens that were got or renewed on the way are not lost.
fn keep_grant(connection: &Connection, opened: &mut Opened) {
    if let Some(grant) = connection.session.egress.authorization().grant() {
        opened.grant = Some(((*grant).clone(), 0));
    }
}

enum Choice {
    Site(Site),
    Many(Vec<Site>),
    None(String, Vec<Site>),
}

/// The site that is named, or that the form means, or the only one; never the first of several.
fn choose(sites: Vec<Site>, named: Option<&str>, previous: Option<&ConnectionRecord>) -> Choice {
    if let Some(named) = named {
        let fits = |site: &&Site| {
            site.id == named || site.url.trim_end_matches('/') == named.trim_end_matches('/') || site.name == named
        };
        let found: Vec<Site> = sites.iter().filter(fits).cloned().collect();
        return match <[Site; 1]>::try_from(found) {
            Ok([site]) => Choice::Site(site),
            Err(_) => Choice::None(named.to_owned(), sites),
        };
    }
    let before = previous.and_then(|previous| previous.site.as_ref()).map(|site| site.id.as_str());
    let wanted: Vec<&Site> = sites.iter().filter(|site| site.wanted).collect();
    let same: Vec<&Site> = sites.iter().filter(|site| Some(site.id.as_str()) == before).collect();
    match (wanted.as_slice(), same.as_slice(), sites.as_slice()) {
        ([site], _, _) | ([], [site], _) => Choice::Site((*site).clone()),
        ([], [], [site]) => Choice::Site(site.clone()),
        (_, _, []) => Choice::None(String::new(), sites),
        _ => Choice::Many(sites),
    }
}

fn unknown_site(wanted: &str, sites: &[Site]) -> Error {
    Error::UnknownSite { wanted: wanted.to_owned(), sites: sites.iter().map(|site| site.url.clone()).collect() }
}

/// Whose a connection is, and the places that it is about.
fn owner(record: &ConnectionRecord, manifest: &Manifest) -> (String, Vec<String>) {
    let name = record.account.as_ref().map(|account| account.name.clone()).unwrap_or_default();
    if let Some(site) = &record.site {
        return (name, vec![site.url.clone()]);
    }
    let form = manifest.auth_type(&record.auth_type).into_iter().flat_map(|auth_type| manifest.form(auth_type));
    let places = form
        .filter(|field| field.kind.is_address())
        .filter_map(|field| record.fields.get(&field.name).cloned())
        .collect();
    (name, places)
}

/// Derived values that are given, not found out.
pub(super) fn check_derived(manifest: &Manifest, derived: &BTreeMap<String, String>) -> Result<(), Error> {
    for (name, value) in derived {
        if !manifest.may_derive(name, value) {
            return Err(problem(&format!("/{name}"), "cannot be the value of a derived field".to_owned()));
        }
    }
    Ok(())
}

pub(super) fn auth_type<'a>(manifest: &'a Manifest, name: Option<&str>) -> Result<&'a AuthType, Error> {
    let wanted = name.or(manifest.auth_types.first().map(|auth_type| auth_type.name.as_str()));
    wanted.and_then(|name| manifest.auth_type(name)).ok_or_else(|| {
        let names: Vec<String> = manifest.auth_types.iter().map(|auth_type| format!("`{}`", auth_type.name)).collect();
        problem("/authType", format!("must be one of {}", names.join(", ")))
    })
}

pub(super) fn checked_name(name: &str) -> Result<String, Error> {
    let name = name.trim();
    if name.is_empty() || name.chars().any(char::is_control) || name.len() > 200 {
        let message = "must not be empty, hold control characters or be longer than 200 bytes".to_owned();
        return Err(Error::InvalidConnection { problems: vec![Problem { at: "/name".to_owned(), message }] });
    }
    Ok(name.to_owned())
}
