//! Everything that the connections share.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use crate::accounts::Account;
use crate::data_center::{self, Instance};
use crate::fault::FaultQueue;
use crate::grants::{Grant, Grants};
use crate::journal::Journal;
use crate::oauth;
use crate::options::Options;
use crate::scopes::Scopes;
use crate::store::Store;
use crate::tenant::Tenant;

/// Holds the sites' content, the grants, the log, the faults, the time and the counter behind the trace ids.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) options: Options,
    pub(crate) journal: Journal,
    pub(crate) faults: FaultQueue,
    store: Mutex<Store>,
    grants: Mutex<Grants>,
    data_center_grants: Mutex<Grants>,
    /// Made when somebody asks for it: most tests never do.
    instance: OnceLock<Mutex<Instance>>,
    callbacks: Mutex<Vec<String>>,
    /// The sites that the gateway no longer finds.
    lost: Mutex<BTreeSet<Tenant>>,
    elapsed: Mutex<Duration>,
    answers: AtomicU64,
}

impl World {
    /// Seeds the sites.
    pub(crate) fn new(options: Options) -> Self {
        let store = Store::seeded(options.pages, options.page_bytes);
        let grants = standing(&options);
        Self {
            journal: Journal::default(),
            faults: FaultQueue::default(),
            store: Mutex::new(store),
            grants: Mutex::new(grants),
            data_center_grants: Mutex::new(Grants::new(data_center::oauth::LIFETIMES)),
            instance: OnceLock::new(),
            callbacks: Mutex::new(options.callbacks.clone()),
            lost: Mutex::default(),
            elapsed: Mutex::new(Duration::ZERO),
            answers: AtomicU64::new(0),
            options,
        }
    }

    /// Locks the content; no lock is held while a body is read or written.
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        lock(&self.store)
    }

    /// Locks the grants of Cloud's authorization server.
    pub(crate) fn grants(&self) -> MutexGuard<'_, Grants> {
        lock(&self.grants)
    }

    /// Locks the grants of the Data Center instance.
    pub(crate) fn data_center_grants(&self) -> MutexGuard<'_, Grants> {
        lock(&self.data_center_grants)
    }

    /// Locks the content of the Data Center instance; no lock is held while a body is read or written.
    pub(crate) fn instance(&self) -> MutexGuard<'_, Instance> {
        lock(self.instance.get_or_init(|| Mutex::new(Instance::seeded(&self.options))))
    }

    /// Returns how much time has passed for tokens; it passes when somebody says so.
    pub(crate) fn now(&self) -> Duration {
        *lock(&self.elapsed)
    }

    /// Lets time pass.
    pub(crate) fn advance(&self, time: Duration) {
        let mut elapsed = lock(&self.elapsed);
        *elapsed = elapsed.saturating_add(time);
    }

    /// Tells whether a URL is a callback URL of the clients, letter by letter.
    pub(crate) fn is_callback(&self, url: &str) -> bool {
        lock(&self.callbacks).iter().any(|known| known == url)
    }

    /// Adds a callback URL.
    pub(crate) fn register_callback(&self, url: &str) {
        lock(&self.callbacks).push(url.to_owned());
    }

    /// Lets the gateway find a site no longer.
    pub(crate) fn lose(&self, tenant: Tenant) {
        lock(&self.lost).insert(tenant);
    }

    /// Tells whether the gateway still finds a site.
    pub(crate) fn finds(&self, tenant: Tenant) -> bool {
        !lock(&self.lost).contains(&tenant)
    }

    /// Returns the address to which relative links belong: `https://acme.atlassian.net/wiki`.
    pub(crate) fn base(&self, tenant: Tenant) -> String {
        format!("https://{}/wiki", tenant.host(&self.options))
    }

    /// Counts an answer, from 1 on.
    pub(crate) fn next_answer(&self) -> u64 {
        self.answers.fetch_add(1, Ordering::Relaxed) + 1
    }
}

/// Makes the grants that stand without anybody's consent.
fn standing(options: &Options) -> Grants {
    let mut grants = Grants::new(oauth::LIFETIMES);
    let grant = |names: &[String]| Grant { scopes: Scopes::of(names), reach: [Tenant::Main].into(), offline: false };
    let service = (options.service_client_id.clone(), Account::Service);
    grants.grant(service, grant(&options.service_scopes), false);
    // No client has an empty id, so no consent can get in the way of this grant.
    grants.plant(&options.access_token, (String::new(), Account::User), grant(&options.access_token_scopes));
    grants
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
