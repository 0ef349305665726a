use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use http::HeaderMap;
use tokio::time::{Instant, sleep};

use super::token_endpoint::REQUEST;
use super::{GRANT_FIELD, Grant, TokenEndpoint, TokenFailure};
use crate::egress::Failure;
use crate::manifest::{self, TokenErrorMeaning};
use crate::settings::Clock;
use crate::store::{SecretPlace, Store};
use crate::vault::Vault;

/// A token that ends within this time is renewed before it is used; milliseconds.
const EARLY: i64 = 60_000;

/// How long others wait for whoever renews a grant, should that one be killed; milliseconds.
pub(crate) const RENEWAL: i64 = 30_000;
const _: () = assert!(RENEWAL as u128 > REQUEST.as_millis(), "a lease must outlast the request that it is for");

/// How often the store is looked at while another process renews the grant.
const LOOK: Duration = Duration::from_millis(50);

/// The tokens of one connection, and their renewal: one at a time, over all processes that share the store.
pub(crate) struct Tokens {
    endpoint: TokenEndpoint,
    /// Scopes to ask for in the client's own name.
    scopes: Vec<String>,
    /// None for a connection that is not saved yet.
    kept: Option<Kept>,
    clock: Clock,
    current: RwLock<Option<Held>>,
    flight: tokio::sync::Mutex<()>,
}

/// Where a grant is kept.
pub(crate) struct Kept {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) vault: Arc<dyn Vault>,
    pub(crate) tenant: String,
    pub(crate) connection: String,
    /// What the sign-in is for: see [`Grant::binding`].
    pub(crate) binding: String,
}

#[derive(Clone)]
struct Held {
    grant: Arc<Grant>,
    /// Of what the store holds.
    revision: i64,
}

impl Tokens {
    pub(crate) fn new(
        endpoint: TokenEndpoint,
        scopes: Vec<String>,
        grant: Option<(Grant, i64)>,
        kept: Option<Kept>,
        clock: Clock,
    ) -> Self {
        let current = grant.map(|(grant, revision)| Held { grant: Arc::new(grant), revision });
        Self { endpoint, scopes, kept, clock, current: RwLock::new(current), flight: tokio::sync::Mutex::default() }
    }

    /// Where they come from, as scheme, host and port.
    pub(super) fn origin(&self) -> String {
        self.endpoint.origin()
    }

    /// The grant as it is now.
    pub(crate) fn current(&self) -> Option<Arc<Grant>> {
        self.held().map(|held| held.grant)
    }

    fn held(&self) -> Option<Held> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn hold(&self, grant: Grant, revision: i64) -> Arc<Grant> {
        let grant = Arc::new(grant);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) =
            Some(Held { grant: Arc::clone(&grant), revision });
        grant
    }

    /// Whether a response says that the access token is no longer valid, and another can be got without the user.
    pub(super) fn is_refused(&self, status: u16, headers: &HeaderMap, body: &[u8]) -> bool {
        let by_itself = matches!(self.endpoint.oauth2.grant, manifest::Grant::ClientCredentials);
        if !by_itself && self.current().is_none_or(|grant| grant.refresh_token.is_none()) {
            return false;
        }
        let fits = |matches: &[manifest::ResponseMatch]| matches.iter().any(|kind| kind.fits(status, headers, body));
        let oauth2 = &self.endpoint.oauth2;
        fits(&oauth2.refresh_when) && !fits(&oauth2.refresh_unless)
    }

    /// A grant whose access token is good for a while yet.
    pub(super) async fn valid(self: &Arc<Self>, deadline: Instant) -> Result<Arc<Grant>, Failure> {
        let held = self.current();
        match &held {
            // The user may have connected again since.
            Some(grant) if grant.dead => match &self.kept {
                Some(kept) => self.adopt(kept, grant).await?.ok_or_else(|| dead(grant)),
                None => Err(dead(grant)),
            },
            Some(grant) if !grant.ends_within(EARLY, self.clock.now()) => Ok(Arc::clone(grant)),
            Some(grant) => match self.renew(grant, deadline).await {
                // It could not be renewed now, but has not ended either.
                Err(failure @ (Failure::Unreachable { .. } | Failure::TimedOut { .. } | Failure::RateLimited(_))) => {
                    if grant.ends_within(0, self.clock.now()) {
                        Err(failure)
                    } else {
                        Ok(Arc::clone(grant))
                    }
                }
                result => result,
            },
            None => self.first(deadline).await,
        }
    }

    /// Gets a first token in the client's own name.
    async fn first(&self, deadline: Instant) -> Result<Arc<Grant>, Failure> {
        let _flight = self.flight.lock().await;
        if let Some(grant) = self.current() {
            return Ok(grant);
        }
        let grant = self.endpoint.ask(&self.scopes, self.clock.now(), deadline).await.map_err(failure)?;
        Ok(self.hold(grant, 0))
    }

    /// The grant after the one whose token was spent: renewed here, or already by somebody else.
    pub(super) async fn renew(self: &Arc<Self>, spent: &Arc<Grant>, deadline: Instant) -> Result<Arc<Grant>, Failure> {
        let _flight = self.flight.lock().await;
        if let Some(grant) = self.current().filter(|grant| !grant.is_same(spent)) {
            return Ok(grant);
        }
        let Some(kept) = &self.kept else {
            let grant = self.ask_again(spent, deadline).await.map_err(failure)?;
            return Ok(self.hold(grant, 0));
        };
        if matches!(self.endpoint.oauth2.grant, manifest::Grant::ClientCredentials) {
            // Nothing is used up by asking, so processes need not wait for each other, and what is kept only saves time.
            let grant = self.ask_again(spent, deadline).await.map_err(failure)?;
            let revision = self.held().map_or(0, |held| held.revision);
            let grant = Grant { binding: Some(kept.binding.clone()), ..grant };
            let replaced = match kept.vault.seal(&kept.place(), &grant.to_secret()).await {
                Ok(sealed) => kept.store.replace_secret(&kept.place(), revision, &sealed).await.unwrap_or(false),
                Err(_) => false,
            };
            return Ok(self.hold(grant, revision + i64::from(replaced)));
        }
        let lease = renewal_lease(&kept.connection);
        // Of this renewal alone: one that its caller gave up goes on, and nobody may take it for theirs.
        let holder = holder()?;
        loop {
            if let Some(grant) = self.adopt(kept, spent).await? {
                return Ok(grant);
            }
            let now = self.clock.now();
            let held = kept.store.acquire_lease(&kept.tenant, &lease, &holder, now, now + RENEWAL).await;
            if held.map_err(|error| not_kept(&error))? {
                break;
            }
            if Instant::now() + LOOK > deadline {
                return Err(Failure::TimedOut { sent: false });
            }
            sleep(LOOK).await;
        }
        // Whoever waits for it may be gone at any moment; between the server's answer and the store, nothing may stop it.
        let (tokens, spent) = (Arc::clone(self), Arc::clone(spent));
        let renewal = tokio::spawn(async move { tokens.renew_alone(&spent, &lease, &holder).await });
        renewal.await.unwrap_or_else(|_| Err(not_kept(&"it was broken off")))
    }

    async fn renew_alone(&self, spent: &Grant, lease: &str, holder: &str) -> Result<Arc<Grant>, Failure> {
        let Some(kept) = &self.kept else { return Err(dead(spent)) };
        let renewed = self.renew_with_lease(kept, spent).await;
        // Where it cannot be ended it ends by itself.
        let _ = kept.store.release_lease(&kept.tenant, lease, holder).await;
        renewed
    }

    async fn renew_with_lease(&self, kept: &Kept, spent: &Grant) -> Result<Arc<Grant>, Failure> {
        if let Some(grant) = self.adopt(kept, spent).await? {
            return Ok(grant);
        }
        match self.ask_again(spent, Instant::now() + REQUEST).await {
            // The new refresh token must be safe before its access token is used: the server may drop the old one.
            Ok(grant) => self.keep(kept, grant).await,
            Err(TokenFailure::Refused { meaning: TokenErrorMeaning::Reconnect, .. }) => {
                // Somebody without the lease may have used the refresh token, such as a restored copy of this store.
                if let Some(grant) = self.adopt(kept, spent).await? {
                    return Ok(grant);
                }
                let buried = Grant { dead: true, ..spent.clone() };
                let stored = self.keep(kept, buried).await?;
                if stored.dead { Err(dead(&stored)) } else { Ok(stored) }
            }
            Err(other) => Err(failure(other)),
        }
    }

    async fn ask_again(&self, spent: &Grant, deadline: Instant) -> Result<Grant, TokenFailure> {
        let now = self.clock.now();
        match self.endpoint.oauth2.grant {
            manifest::Grant::AuthorizationCode(_) => self.endpoint.refresh(spent, now, deadline).await,
            manifest::Grant::ClientCredentials => self.endpoint.ask(&self.scopes, now, deadline).await,
        }
    }

    /// Takes over what another process stored; none where the store still holds the spent grant.
    async fn adopt(&self, kept: &Kept, spent: &Grant) -> Result<Option<Arc<Grant>>, Failure> {
        let secrets = kept.store.secrets(&kept.tenant, &kept.connection).await.map_err(|error| not_kept(&error))?;
        let Some(stored) = secrets.into_iter().find(|secret| secret.field == GRANT_FIELD) else {
            return Err(Failure::Unauthenticated("the connection was removed meanwhile".to_owned()));
        };
        let opened = kept.vault.open(&kept.place(), &stored.sealed).await.map_err(|error| not_kept(&error))?;
        let grant = Grant::from_secret(&opened).ok_or_else(|| not_kept(&"it holds no grant"))?;
        // A sign-in at another place, or of another client, is not for what this connection was opened as.
        if grant.binding.as_ref() != Some(&kept.binding) {
            return Err(Failure::Unauthenticated("the connection was changed meanwhile: open it again".to_owned()));
        }
        if grant.dead {
            let grant = self.hold(grant, stored.revision);
            return Err(dead(&grant));
        }
        if grant.is_same(spent) {
            // Sealed anew under another key, perhaps.
            self.hold(grant, stored.revision);
            return Ok(None);
        }
        Ok(Some(self.hold(grant, stored.revision)))
    }

    async fn keep(&self, kept: &Kept, grant: Grant) -> Result<Arc<Grant>, Failure> {
        let place = kept.place();
        let grant = Grant { binding: Some(kept.binding.clone()), ..grant };
        let revision = self.held().map_or(0, |held| held.revision);
        let sealed = kept.vault.seal(&place, &grant.to_secret()).await.map_err(|error| not_kept(&error))?;
        let replaced = kept.store.replace_secret(&place, revision, &sealed).await.map_err(|error| not_kept(&error))?;
        if replaced {
            return Ok(self.hold(grant, revision + 1));
        }
        // A rotation of the vault's key replaced it, or the user reconnected: the newer sign-in wins.
        let current = self.held().map(|held| held.grant).ok_or_else(ended)?;
        if let Some(stored) = self.adopt(kept, &current).await? {
            return Ok(stored);
        }
        let revision = self.held().map_or(0, |held| held.revision);
        // Sealed once more: under the key that it may have been rotated to.
        let sealed = kept.vault.seal(&place, &grant.to_secret()).await.map_err(|error| not_kept(&error))?;
        let replaced = kept.store.replace_secret(&place, revision, &sealed).await.map_err(|error| not_kept(&error))?;
        if replaced { Ok(self.hold(grant, revision + 1)) } else { Err(not_kept(&"it changes all the time")) }
    }
}

impl Kept {
    fn place(&self) -> SecretPlace {
        SecretPlace { tenant: self.tenant.clone(), connection: self.connection.clone(), field: GRANT_FIELD.to_owned() }
    }
}

/// The lease that whoever renews or rewrites the grant of a connection holds.
pub(crate) fn renewal_lease(connection: &str) -> String {
    format!("refresh/{connection}")
}

fn holder() -> Result<String, Failure> {
    let id = getrandom::u64().map_err(|error| not_kept(&error))?;
    Ok(format!("{id:016x}"))
}

fn dead(grant: &Grant) -> Failure {
    if grant.can_be_renewed() {
        return ended();
    }
    Failure::Unauthenticated("the sign-in has ended, since it came without a refresh token: connect again".to_owned())
}

fn ended() -> Failure {
    Failure::Unauthenticated("the sign-in has ended: connect again".to_owned())
}

fn not_kept(error: &dyn std::fmt::Display) -> Failure {
    Failure::Unreachable { message: format!("the renewed sign-in could not be kept: {error}"), sent: false }
}

/// What it means for the request that needs the token, which was not sent.
fn failure(failure: TokenFailure) -> Failure {
    match failure {
        TokenFailure::Refused { meaning: TokenErrorMeaning::Reconnect, .. } => ended(),
        TokenFailure::Refused { meaning: TokenErrorMeaning::Configuration, .. } => Failure::Unauthenticated(format!(
            "the token endpoint refuses the client id or the client secret ({})",
            failure.reason()
        )),
        TokenFailure::Failed(Failure::TimedOut { .. }) => Failure::TimedOut { sent: false },
        TokenFailure::Refused { .. }
        | TokenFailure::Unreadable(_)
        | TokenFailure::Failed(Failure::Unreachable { .. }) => {
            Failure::Unreachable { message: failure.reason(), sent: false }
        }
        TokenFailure::Failed(failure) => failure,
    }
}
