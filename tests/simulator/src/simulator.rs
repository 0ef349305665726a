//! The handle with which tests hold the simulated sites.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use crate::consent::{self, Consent};
use crate::fault::Fault;
use crate::journal::{LoggedRequest, Origin};
use crate::options::Options;
use crate::serve::Server;
use crate::tenant::Tenant;
use crate::world::World;

/// Is a set of running sites with the hosts around them; they stop when it is dropped.
///
/// It runs in a thread of its own, so blocking and asynchronous tests may use it alike.
#[derive(Debug)]
pub struct Simulator {
    world: Arc<World>,
    site: SocketAddr,
    media: SocketAddr,
    auth: SocketAddr,
    api: SocketAddr,
    _server: Server,
}

impl Simulator {
    /// Starts the sites; they accept connections when this returns.
    ///
    /// # Errors
    ///
    /// Fails if a listener cannot be bound or no thread can be started.
    pub fn start(options: Options) -> io::Result<Self> {
        let mut listeners = Vec::new();
        let mut listen = |origin, address| {
            let listener = TcpListener::bind(address)?;
            let address = listener.local_addr()?;
            listeners.push((origin, listener));
            io::Result::Ok(address)
        };
        let site = listen(Origin::Site, options.listen)?;
        let media = listen(Origin::Media, options.media_listen)?;
        let auth = listen(Origin::Auth, options.auth_listen)?;
        let api = listen(Origin::Api, options.api_listen)?;
        let world = Arc::new(World::new(options));
        let server = Server::start(Arc::clone(&world), listeners)?;
        Ok(Self { world, site, media, auth, api, _server: server })
    }

    /// Returns where the sites and the Data Center instance listen: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn site_origin(&self) -> String {
        format!("http://{}", self.site)
    }

    /// Returns where the media host listens: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn media_origin(&self) -> String {
        format!("http://{}", self.media)
    }

    /// Returns where `auth.atlassian.com` listens: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn auth_origin(&self) -> String {
        format!("http://{}", self.auth)
    }

    /// Returns where `api.atlassian.com` listens: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn api_origin(&self) -> String {
        format!("http://{}", self.api)
    }

    /// Returns which real origins the listeners stand for, each as `https://real=http://simulated`.
    ///
    /// The site comes first and the media host second; a name that two sites share is listed once.
    #[must_use]
    pub fn connect_to(&self) -> Vec<String> {
        let options = &self.world.options;
        let [main, other, jira] = Tenant::ALL.map(|tenant| (tenant.host(options), self.site_origin()));
        let host = |host: &str, origin| (host.to_owned(), origin);
        let mut hosts = vec![
            main,
            host("api.media.atlassian.com", self.media_origin()),
            host("auth.atlassian.com", self.auth_origin()),
            host("api.atlassian.com", self.api_origin()),
        ];
        for site in [other, jira] {
            if !hosts.contains(&site) {
                hosts.push(site);
            }
        }
        hosts.into_iter().map(|(host, origin)| format!("https://{host}={origin}")).collect()
    }

    /// Returns every request on all origins in the order of arrival, those under way too.
    #[must_use]
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.world.journal.requests()
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&self) {
        self.world.journal.clear();
    }

    /// Blocks until the log holds `count` requests and tells whether it did so in time.
    ///
    /// A request counts when its head has arrived, before its body is read and before it is answered.
    #[must_use]
    pub fn wait_for_requests(&self, count: usize, within: Duration) -> bool {
        self.world.journal.wait(count, within)
    }

    /// Queues a fault; of several that match a request, the first one acts.
    pub fn fault(&self, fault: Fault) {
        self.world.faults.push(fault);
    }

    /// Drops the faults that were not used up.
    pub fn clear_faults(&self) {
        self.world.faults.clear();
    }

    /// Returns the SHA-256 of an attachment's latest version in hexadecimal digits, by its id: `att131080`.
    #[must_use]
    pub fn attachment_sha256(&self, id: &str) -> Option<String> {
        let id = id.strip_prefix("att")?.parse().ok()?;
        self.world.store().attachment(id).map(|attachment| attachment.latest.content.sha256.clone())
    }

    /// Archives a current page, which no simulated route does, and tells whether there was one.
    #[must_use]
    pub fn archive_page(&self, id: u64) -> bool {
        self.world.store().archive(id)
    }

    /// Lets an account like content or a comment, which no simulated route does, and tells whether it is there.
    #[must_use]
    pub fn like(&self, id: u64, account_id: &str) -> bool {
        self.world.store().like(id, account_id)
    }

    /// Notes that an account has seen some content, which no simulated route does, and tells whether it is there.
    #[must_use]
    pub fn view(&self, id: u64, account_id: &str) -> bool {
        self.world.store().view(id, account_id)
    }

    /// Lets the index of searches fall behind: what is created or changed from now on is not found until
    /// [`Simulator::release_index`]. What is deleted is gone from it at once, and labels are there at once.
    pub fn hold_index(&self) {
        self.world.store().hold_index(true);
    }

    /// Lets the index of searches catch up.
    pub fn release_index(&self) {
        self.world.store().hold_index(false);
    }

    /// Lets time pass for codes, tokens and grants; it passes in no other way.
    pub fn advance(&self, time: Duration) {
        self.world.advance(time);
    }

    /// Lets the gateway and the list of accessible sites find a site no longer, for whoever asks, as if it had been moved
    /// or had lost its Confluence; tells whether there is a site of this name.
    #[must_use]
    pub fn lose_site(&self, name: &str) -> bool {
        let tenant = Tenant::named(&self.world.options, name);
        tenant.inspect(|tenant| self.world.lose(*tenant)).is_some()
    }

    /// Registers one more callback URL with all OAuth clients.
    pub fn register_callback(&self, url: &str) {
        self.world.register_callback(url);
    }

    /// Decides on the consent page behind an authorization URL, and returns the URL to which that redirects.
    ///
    /// It does so without a connection, and so without a line in the log.
    ///
    /// # Errors
    ///
    /// Returns the page that is shown instead, if no redirect follows.
    pub fn consent(&self, authorize_url: &str, decision: &Consent) -> Result<String, String> {
        consent::give(&self.world, authorize_url, decision)
    }
}
