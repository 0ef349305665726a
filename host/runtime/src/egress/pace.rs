use std::sync::Arc;

use super::send::Egress;
use super::throttle::{Patience, Refusal, Throttle, Turn};

/// Whose connection it is whose requests are sent.
#[derive(Clone, Debug)]
pub(crate) struct Owner {
    /// The connection's id.
    pub(crate) connection: String,
    /// The id of the OAuth client whose rate limits it shares.
    pub(crate) client: Option<String>,
}

impl Egress {
    /// The id of the connection whose requests leave here.
    pub(crate) fn connection(&self) -> &str {
        &self.owner.connection
    }
}

/// What the requests of one connection to one endpoint keep to.
///
/// What a service asks for is kept by the connection that it answered: a limit may be one tenant's. What the manifest
/// declares for a client is kept by all connections of that client together.
#[derive(Clone)]
pub(super) struct Pace {
    pub(super) connection: Arc<Throttle>,
    pub(super) client: Option<Arc<Throttle>>,
}

impl Pace {
    /// Waits until a request may be sent; its turn lasts until what is returned is dropped.
    pub(super) async fn turn(&self, patience: &mut Patience) -> Result<(Turn<'_>, Option<Turn<'_>>), Refusal> {
        let own = self.connection.turn(patience).await?;
        let shared = match &self.client {
            Some(client) => Some(client.turn(patience).await?),
            None => None,
        };
        Ok((own, shared))
    }

    /// Counts a request that is sent in the turn of another one.
    pub(super) fn count(&self) {
        self.connection.count();
        if let Some(client) = &self.client {
            client.count();
        }
    }
}
