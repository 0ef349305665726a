//! The handle with which tests hold a simulated site.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use crate::fault::Fault;
use crate::journal::LoggedRequest;
use crate::options::Options;
use crate::serve::Server;
use crate::world::World;

/// Is a running site with its media host; it stops when it is dropped.
///
/// It runs in a thread of its own, so blocking and asynchronous tests may use it alike.
#[derive(Debug)]
pub struct Simulator {
    world: Arc<World>,
    site: SocketAddr,
    media: SocketAddr,
    _server: Server,
}

impl Simulator {
    /// Starts a site; it accepts connections when this returns.
    ///
    /// # Errors
    ///
    /// Fails if a listener cannot be bound or no thread can be started.
    pub fn start(options: Options) -> io::Result<Self> {
        let site = TcpListener::bind(options.listen)?;
        let media = TcpListener::bind(options.media_listen)?;
        let (site_address, media_address) = (site.local_addr()?, media.local_addr()?);
        let world = Arc::new(World::new(options));
        let server = Server::start(Arc::clone(&world), site, media)?;
        Ok(Self { world, site: site_address, media: media_address, _server: server })
    }

    /// Returns where the site listens: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn site_origin(&self) -> String {
        format!("http://{}", self.site)
    }

    /// Returns where the media host listens: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn media_origin(&self) -> String {
        format!("http://{}", self.media)
    }

    /// Returns which real origins the two listeners stand for, each as `https://real=http://simulated`.
    #[must_use]
    pub fn connect_to(&self) -> Vec<String> {
        let site = &self.world.options.site;
        vec![
            format!("https://{site}.atlassian.net={}", self.site_origin()),
            format!("https://api.media.atlassian.com={}", self.media_origin()),
        ]
    }

    /// Returns every request on both origins in the order of arrival, those under way too.
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
}
