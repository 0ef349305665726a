//! What accounts granted to OAuth clients, and the codes and tokens that came of it.

mod refresh;

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::accounts::Account;
use crate::scopes::Scopes;
use crate::tenant::Tenant;

use refresh::Families;

/// Names a grant: there is one for each client and account.
pub(crate) type Key = (String, Account);

/// Tells how long things live with one authorization server.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lifetimes {
    pub(crate) code: Duration,
    pub(crate) access: Duration,
    /// How long an idle refresh token lives.
    pub(crate) refresh: Duration,
    /// For how long a used refresh token may be used once more.
    pub(crate) leeway: Duration,
}

/// Is what an account allowed a client to do, and where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grant {
    pub(crate) scopes: Scopes,
    pub(crate) reach: BTreeSet<Tenant>,
    /// Whether refresh tokens come with it.
    pub(crate) offline: bool,
}

/// Binds a code to the request that asked for it.
#[derive(Debug, Clone)]
pub(crate) struct Binding {
    pub(crate) redirect_uri: String,
    /// The S256 challenge of RFC 7636.
    pub(crate) challenge: Option<String>,
}

/// Is what a client gets for a code or a refresh token.
#[derive(Debug)]
pub(crate) struct Issued {
    pub(crate) access: String,
    pub(crate) refresh: Option<String>,
    pub(crate) scopes: Scopes,
}

/// Tells what an access token opens.
#[derive(Debug, Clone)]
pub(crate) struct Bearer {
    pub(crate) account: Account,
    pub(crate) scopes: Scopes,
    pub(crate) reach: BTreeSet<Tenant>,
}

#[derive(Debug)]
struct Code {
    key: Key,
    binding: Binding,
    ends: Duration,
    spent: bool,
}

#[derive(Debug)]
struct Access {
    key: Key,
    scopes: Scopes,
    ends: Duration,
}

/// Keeps the grants of one authorization server; moments are durations since the start.
#[derive(Debug)]
pub(crate) struct Grants {
    lifetimes: Lifetimes,
    standing: HashMap<Key, Grant>,
    codes: HashMap<String, Code>,
    accesses: HashMap<String, Access>,
    families: Families,
    issued: u64,
}

impl Grants {
    /// Starts without grants.
    pub(crate) fn new(lifetimes: Lifetimes) -> Self {
        Self {
            lifetimes,
            standing: HashMap::new(),
            codes: HashMap::new(),
            accesses: HashMap::new(),
            families: Families::default(),
            issued: 0,
        }
    }

    /// Returns how long access tokens live, in seconds.
    pub(crate) fn expires_in(&self) -> u64 {
        self.lifetimes.access.as_secs()
    }

    /// Sets a grant; the one before it is forgotten, but for its sites if they are to add up.
    pub(crate) fn grant(&mut self, key: Key, mut grant: Grant, accumulate: bool) {
        if accumulate && let Some(before) = self.standing.get(&key) {
            grant.reach.extend(&before.reach);
        }
        self.standing.insert(key, grant);
    }

    /// Makes a code for a grant.
    pub(crate) fn code(&mut self, now: Duration, key: Key, binding: Binding) -> String {
        let code = self.spell("code");
        self.codes.insert(code.clone(), Code { key, binding, ends: now + self.lifetimes.code, spent: false });
        code
    }

    /// Exchanges a code for tokens, or tells why not.
    pub(crate) fn redeem(
        &mut self,
        now: Duration,
        client: &str,
        code: &str,
        redirect_uri: &str,
        verifier: Option<&str>,
    ) -> Result<Issued, &'static str> {
        let code = self.codes.get_mut(code).filter(|code| code.key.0 == client).ok_or("Invalid authorization code")?;
        // Whoever shows a code has had its one chance, whatever else is wrong.
        if std::mem::replace(&mut code.spent, true) || now >= code.ends {
            return Err("Invalid authorization code");
        }
        if code.binding.redirect_uri != redirect_uri {
            return Err("redirect_uri does not match");
        }
        if code.binding.challenge != verifier.map(challenge) {
            return Err("Failed to verify code verifier");
        }
        let key = code.key.clone();
        let offline = self.standing.get(&key).is_some_and(|grant| grant.offline);
        let family = offline.then(|| self.families.found(key.clone()));
        Ok(self.issue(now, &key, family))
    }

    /// Exchanges a refresh token for a new pair; nothing if it is unknown, used up, expired or revoked.
    pub(crate) fn refresh(&mut self, now: Duration, client: &str, token: &str) -> Option<Issued> {
        let (family, key) = self.families.spend(now, client, token, &self.lifetimes)?;
        // A consent that came later without `offline_access` overrides the one behind this token (a guess).
        self.standing.get(&key).filter(|grant| grant.offline)?;
        Some(self.issue(now, &key, Some(family)))
    }

    /// Issues an access token alone.
    pub(crate) fn mint(&mut self, now: Duration, key: &Key) -> Issued {
        self.issue(now, key, None)
    }

    /// Makes a token of somebody's choice an access token of a grant.
    pub(crate) fn plant(&mut self, token: &str, key: Key, grant: Grant) {
        let access = Access { key: key.clone(), scopes: grant.scopes.clone(), ends: self.lifetimes.access };
        self.standing.insert(key, grant);
        self.accesses.insert(token.to_owned(), access);
    }

    /// Returns what a token opens while it lives; its scopes are those of its issue, its sites those of today.
    pub(crate) fn bearer(&self, now: Duration, token: &str) -> Option<Bearer> {
        let access = self.accesses.get(token).filter(|access| now < access.ends)?;
        let reach = self.standing.get(&access.key)?.reach.clone();
        Some(Bearer { account: access.key.1, scopes: access.scopes.clone(), reach })
    }

    fn issue(&mut self, now: Duration, key: &Key, family: Option<usize>) -> Issued {
        let scopes = self.standing.get(key).map(|grant| grant.scopes.clone()).unwrap_or_default();
        let access = self.spell("access");
        let ends = now + self.lifetimes.access;
        self.accesses.insert(access.clone(), Access { key: key.clone(), scopes: scopes.clone(), ends });
        let refresh = family.map(|family| {
            let token = self.spell("refresh");
            self.families.add(now, family, token.clone());
            token
        });
        Issued { access, refresh, scopes }
    }

    /// Spells the next token: the same in every run, but nothing that a client could read or foresee.
    fn spell(&mut self, what: &str) -> String {
        self.issued += 1;
        let half = |half: u8| URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{what} {} {half}", self.issued)));
        format!("{}{}", half(1), half(2))
    }
}

/// Computes the S256 challenge of a verifier, as RFC 7636 has it.
fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}
