use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use url::{Host, Url};

use super::connections::problem;
use super::establish::{Candidate, Established, auth_type};
use super::{Inner, Runtime, new_id};
use crate::auth::{ATTEMPT, Attempt, Pending, SignInError, TokenFailure, least, requested};
use crate::connection::{ConnectionChange, ConnectionDraft, ConnectionRecord, Site};
use crate::egress::url_endpoint;
use crate::error::nearest;
use crate::manifest::{AuthorizationCode, Credential, Grant, OAuth2, TokenErrorMeaning};
use crate::store::SecretPlace;
use crate::{Error, VaultError};

/// A sign-in that has begun.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// Where to send the user's browser.
    pub url: String,
    /// What [`Runtime::finish_sign_in`] needs besides what the browser comes back with: sealed, and complete in itself.
    /// Keep it where only this user's session reaches it, such as in the session or in a cookie.
    pub pending: String,
    /// The scopes that are asked for.
    pub scopes: Vec<String>,
}

/// How a sign-in ended.
#[derive(Debug)]
pub enum SignedIn {
    /// The connection is saved.
    Connected(Box<ConnectionRecord>),
    /// The sign-in reaches several sites: one of them must be chosen with [`Runtime::choose_site`].
    ChooseSite {
        /// The sites.
        sites: Vec<Site>,
        /// Sealed, like that of [`SignIn`].
        pending: String,
    },
    /// The connection would become one of another account or site: that wants a yes, with
    /// [`Runtime::allow_other_account`].
    OtherAccount {
        /// Says of which it was, and of which it would become.
        error: Box<Error>,
        /// Sealed, like that of [`SignIn`].
        pending: String,
    },
}

/// What a choice of scopes means.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScopePlan {
    /// The scopes that will be asked for.
    pub scopes: Vec<String>,
    /// Actions that will not work with them, and what they lack.
    pub unavailable: BTreeMap<String, Vec<String>>,
}

impl Runtime {
    /// Begins to sign in for a new connection (RFC 6749 §4.1). `redirect_uri` is where the service sends the browser back
    /// to; it must be registered there.
    ///
    /// # Errors
    /// Where the fields do not fit, the name is taken, or the auth type has no page to sign in at.
    pub async fn begin_sign_in(&self, draft: ConnectionDraft, redirect_uri: &str) -> Result<SignIn, Error> {
        let candidate = self.candidate(draft).await?;
        self.begin(candidate, redirect_uri).await
    }

    /// Begins to sign in anew for a connection that exists, perhaps with changes to it.
    ///
    /// # Errors
    /// As beginning to sign in for a new one.
    pub async fn begin_reconnect(
        &self,
        name: &str,
        change: ConnectionChange,
        redirect_uri: &str,
    ) -> Result<SignIn, Error> {
        let (candidate, _) = self.changed(name, change).await?;
        self.begin(Candidate { keeps_grant: false, ..candidate }, redirect_uri).await
    }

    /// Whether a service may send the browser back to this URL.
    ///
    /// # Errors
    /// [`Error::Settings`] where it is none, or clear text to another machine.
    pub fn check_callback_url(url: &str) -> Result<(), Error> {
        check_redirect(url)
    }

    async fn begin(&self, candidate: Candidate, redirect_uri: &str) -> Result<SignIn, Error> {
        let (oauth2, code) = page(&candidate)?;
        check_redirect(redirect_uri)?;
        let fields = candidate.record.all_fields();
        let (connector, auth_type) = (&candidate.connector, candidate.auth_type()?);
        let client = self.inner.token_endpoint(connector, auth_type, oauth2, &fields, &candidate.secrets)?;
        let unknown = || problem("", "the address to sign in at is not known".to_owned());
        let url = url_endpoint("authorize", &code.url, &connector.manifest, auth_type, &fields).ok_or_else(unknown)?;
        let issuer = code.issuer.as_ref().map(|issuer| {
            url_endpoint("issuer", issuer, &connector.manifest, auth_type, &fields)
                .map(|issuer| issuer.base.as_str().trim_end_matches('/').to_owned())
        });
        let scopes = requested(oauth2, &candidate.record.fields);
        let now = self.inner.now();
        let (attempt, url) =
            Attempt::begin(code, url.base, issuer.flatten(), client.client_id(), redirect_uri, &scopes, now)?;
        let pending = pending(&candidate, attempt);
        Ok(SignIn { url, pending: self.inner.seal_pending(&pending).await?, scopes })
    }

    /// Ends a sign-in with what the browser came back with: the query of the redirect, or the whole URL. The connection is
    /// tried and saved; each attempt can be finished once.
    ///
    /// # Errors
    /// Where the user declined, what came back belongs to another attempt, the service gives no token, or the connection
    /// does not work; nothing is kept then.
    pub async fn finish_sign_in(&self, pending: &str, query: &str) -> Result<SignedIn, Error> {
        self.finish(pending, query, None).await
    }

    /// The same where the site is known before: its id, address or name. No other one is taken.
    ///
    /// # Errors
    /// As [`finish_sign_in`](Self::finish_sign_in), and where the sign-in does not reach that site.
    pub async fn finish_sign_in_at(&self, pending: &str, query: &str, site: &str) -> Result<SignedIn, Error> {
        self.finish(pending, query, Some(site)).await
    }

    async fn finish(&self, pending: &str, query: &str, site: Option<&str>) -> Result<SignedIn, Error> {
        let pending = self.inner.open_pending(pending).await?;
        if pending.grant.is_some() {
            return Err(SignInError::Used.into());
        }
        let (inner, now) = (&self.inner, self.inner.now());
        let returned = pending.attempt.read(query, now)?;
        if !inner.store.spend(inner.tenant(), &pending.attempt.token(), now, now + 2 * ATTEMPT).await? {
            return Err(SignInError::Used.into());
        }
        let (candidate, attempt) = self.resume(pending).await?;
        let (oauth2, _) = page(&candidate)?;
        let auth_type = candidate.auth_type()?;
        let fields = candidate.record.all_fields();
        let endpoint = inner.token_endpoint(&candidate.connector, auth_type, oauth2, &fields, &candidate.secrets)?;
        let mut grant = endpoint
            .exchange(returned.code(), &attempt.redirect_uri, attempt.verifier(), now)
            .await
            .map_err(|failure| refused(&failure))?;
        if grant.scopes.is_none() {
            // RFC 6749 §5.1: it is left out where what was asked for was granted.
            grant.scopes = Some(requested(oauth2, &candidate.record.fields));
        }
        self.go_on(candidate, attempt, grant, site).await
    }

    /// Chooses one of the sites that a sign-in reaches, by its id, address or name.
    ///
    /// # Errors
    /// Where it is not among them, or the connection does not work with it.
    pub async fn choose_site(&self, pending: &str, site: &str) -> Result<SignedIn, Error> {
        let pending = self.inner.open_pending(pending).await?;
        self.take_up(pending, Some(site)).await
    }

    /// Lets a connection become one of another account or site, as its user has signed in.
    ///
    /// # Errors
    /// Where the connection does not work.
    pub async fn allow_other_account(&self, pending: &str) -> Result<SignedIn, Error> {
        let mut pending = self.inner.open_pending(pending).await?;
        pending.allow_other_account = true;
        let site = pending.record.site.as_ref().map(|site| site.id.clone());
        self.take_up(pending, site.as_deref()).await
    }

    /// Goes on with a sign-in whose tokens are there.
    async fn take_up(&self, pending: Pending, site: Option<&str>) -> Result<SignedIn, Error> {
        let grant = pending.grant.clone().ok_or(SignInError::Unreadable)?;
        if self.inner.now() > pending.attempt.until() {
            return Err(SignInError::TooLate.into());
        }
        let (mut candidate, attempt) = self.resume(pending).await?;
        // A wrong choice may be made good; once a connection is saved, its tokens live on, and these do not.
        candidate.once = Some(format!("{}/saved", attempt.token()));
        self.go_on(candidate, attempt, grant, site).await
    }

    async fn go_on(
        &self,
        candidate: Candidate,
        attempt: Attempt,
        grant: crate::auth::Grant,
        site: Option<&str>,
    ) -> Result<SignedIn, Error> {
        let mut pending = pending(&candidate, attempt);
        match self.establish(candidate, Some(grant), site).await? {
            Established::Saved(record) => Ok(SignedIn::Connected(record)),
            Established::ChooseSite(sites, grant) => {
                pending.grant = Some(*grant);
                Ok(SignedIn::ChooseSite { sites, pending: self.inner.seal_pending(&pending).await? })
            }
            Established::OtherAccount { error, grant, site } => {
                pending.grant = grant.map(|grant| *grant);
                pending.record.site = site;
                Ok(SignedIn::OtherAccount { error, pending: self.inner.seal_pending(&pending).await? })
            }
        }
    }

    /// The connection of this id, whatever it is called now.
    async fn record_of(&self, id: &str, name: &str) -> Result<ConnectionRecord, Error> {
        let found = self.connections().await?.into_iter().find(|record| record.id == id);
        found.ok_or_else(|| Error::UnknownConnection { name: name.to_owned(), nearest: Vec::new() })
    }

    /// Takes up a connection where it was left.
    async fn resume(&self, pending: Pending) -> Result<(Candidate, Attempt), Error> {
        let connector = self.connector(&pending.record.connector).await?;
        if connector.digest != pending.digest {
            return Err(SignInError::Unreadable.into());
        }
        let previous = match &pending.previous {
            Some(name) => Some(self.record_of(&pending.record.id, name).await?),
            None => None,
        };
        let mut pending = pending;
        if let Some(previous) = &previous {
            // It may have been moved, renamed or tried while its user signed in.
            if pending.previous.as_ref() == Some(&pending.record.name) {
                pending.record.name.clone_from(&previous.name);
            }
            pending.record.location = previous.location.clone();
            pending.record.revision = previous.revision;
        }
        let candidate = Candidate {
            connector,
            record: pending.record,
            secrets: pending.secrets,
            previous,
            allow_other_account: pending.allow_other_account,
            keeps_grant: false,
            once: None,
        };
        Ok((candidate, pending.attempt))
    }

    /// What the choice of scopes in a draft means, before anybody signs in.
    ///
    /// # Errors
    /// Where the connector or the auth type does not exist, or does not use OAuth 2.0.
    pub async fn plan_scopes(&self, draft: &ConnectionDraft) -> Result<ScopePlan, Error> {
        let connector = self.connector(&draft.connector).await?;
        let auth_type = auth_type(&connector.manifest, draft.auth_type.as_deref())?;
        let Credential::Oauth2(oauth2) = &auth_type.credential else {
            return Err(SignInError::NoPage { auth_type: auth_type.name.clone() }.into());
        };
        let scopes = requested(oauth2, &draft.fields);
        let fields = with_defaults(&connector.manifest.fields, &draft.fields);
        Ok(ScopePlan { unavailable: connector.manifest.lacking(&scopes, &fields), scopes })
    }

    /// The scopes that some actions of a connector need, with those that tell whose the connection is, and no more: what the
    /// form's field for exact scopes takes, separated by spaces.
    ///
    /// # Errors
    /// Where the connector has no such action or auth type.
    pub async fn scopes_for(&self, draft: &ConnectionDraft, actions: &[String]) -> Result<Vec<String>, Error> {
        let connector = self.connector(&draft.connector).await?;
        let manifest = &connector.manifest;
        let mut chosen = Vec::new();
        for name in actions {
            chosen.push(manifest.action(name).ok_or_else(|| Error::UnknownAction {
                connector: connector.name.clone(),
                name: name.clone(),
                nearest: nearest(name, manifest.actions.iter().map(|action| action.name.as_str())),
            })?);
        }
        let fields = with_defaults(&manifest.fields, &draft.fields);
        let mut scopes = least(chosen, |name| fields.get(name).map(String::as_str));
        if let Credential::Oauth2(oauth2) = &auth_type(manifest, draft.auth_type.as_deref())?.credential {
            for scope in &oauth2.account_scopes {
                if !scopes.contains(scope) {
                    scopes.push(scope.clone());
                }
            }
        }
        Ok(scopes)
    }
}

impl Inner {
    async fn seal_pending(&self, pending: &Pending) -> Result<String, Error> {
        let nonce = new_id()?;
        let sealed = self.vault.seal(&self.pending_place(&nonce), &pending.to_secret()).await?;
        Ok(format!("{nonce}.{}", URL_SAFE_NO_PAD.encode(sealed)))
    }

    async fn open_pending(&self, text: &str) -> Result<Pending, Error> {
        let (nonce, sealed) = text.trim().split_once('.').ok_or(SignInError::Unreadable)?;
        let sealed = URL_SAFE_NO_PAD.decode(sealed).map_err(|_| SignInError::Unreadable)?;
        let opened = match self.vault.open(&self.pending_place(nonce), &sealed).await {
            Err(VaultError::Sealed) => return Err(SignInError::Unreadable.into()),
            opened => opened?,
        };
        Pending::from_secret(&opened).ok_or_else(|| SignInError::Unreadable.into())
    }

    fn pending_place(&self, nonce: &str) -> SecretPlace {
        self.place("sign-in", nonce)
    }
}

/// A connection that waits for its user.
fn pending(candidate: &Candidate, attempt: Attempt) -> Pending {
    Pending {
        digest: candidate.connector.digest.clone(),
        record: candidate.record.clone(),
        previous: candidate.previous.as_ref().map(|previous| previous.name.clone()),
        secrets: candidate.secrets.clone(),
        allow_other_account: candidate.allow_other_account,
        attempt,
        grant: None,
    }
}

/// The page of an auth type that has one.
fn page(candidate: &Candidate) -> Result<(&OAuth2, &AuthorizationCode), Error> {
    if let Credential::Oauth2(oauth2) = &candidate.auth_type()?.credential
        && let Grant::AuthorizationCode(code) = &oauth2.grant
    {
        return Ok((oauth2, code));
    }
    Err(SignInError::NoPage { auth_type: candidate.record.auth_type.clone() }.into())
}

/// RFC 6749 §3.1.2: absolute and without a fragment; RFC 8252 §7.3: clear text only to this machine.
fn check_redirect(redirect_uri: &str) -> Result<(), Error> {
    let is_loopback = |url: &Url| match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let fits = Url::parse(redirect_uri).is_ok_and(|url| {
        url.fragment().is_none() && (url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url)))
    });
    if fits {
        return Ok(());
    }
    Err(Error::Settings {
        message: format!("`{redirect_uri}` cannot be a callback URL"),
        hint: "Use an `https://` URL without a fragment, or `http://` with `127.0.0.1` or `localhost`".to_owned(),
    })
}

/// The values of a form's shared fields, with those that are there when nothing is entered.
fn with_defaults(form: &[crate::manifest::Field], given: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut fields = given.clone();
    for field in form {
        if let Some(default) = &field.default {
            fields.entry(field.name.clone()).or_insert_with(|| default.clone());
        }
    }
    fields
}

/// What a failure to exchange the code means.
fn refused(failure: &TokenFailure) -> SignInError {
    let reason = failure.reason();
    match failure {
        TokenFailure::Refused { meaning: TokenErrorMeaning::Reconnect, .. } => {
            SignInError::CodeRefused { code: reason }
        }
        TokenFailure::Refused { meaning: TokenErrorMeaning::Configuration, .. } => {
            SignInError::ClientRefused { code: reason }
        }
        _ => SignInError::NoToken { reason },
    }
}
