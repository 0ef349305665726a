//! Reading request bodies: logged as they arrive, never held without bounds.

use std::io;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, stream};
use http_body_util::BodyExt;
use hyper::body::Incoming;

use crate::journal::KEPT_BODY;
use crate::redaction::redacted;
use crate::world::World;

/// Reads one request's body and logs it on the way.
pub(crate) struct Intake {
    incoming: Incoming,
    world: Arc<World>,
    handle: usize,
    /// What was read of a body that must not be logged as it is.
    withheld: Option<BytesMut>,
}

impl Intake {
    /// Wraps the body of the request that was logged under a handle; a secret one is logged at its end, redacted.
    pub(crate) fn new(incoming: Incoming, world: Arc<World>, handle: usize, secret: bool) -> Self {
        Self { incoming, world, handle, withheld: secret.then(BytesMut::new) }
    }

    /// Returns the next piece, none at the end.
    pub(crate) async fn piece(&mut self) -> io::Result<Option<Bytes>> {
        while let Some(frame) = self.incoming.frame().await {
            let Ok(piece) = frame.map_err(io::Error::other)?.into_data() else { continue };
            self.world.journal.count(self.handle, &piece);
            match &mut self.withheld {
                None => self.world.journal.keep(self.handle, &piece),
                Some(withheld) if withheld.len() + piece.len() <= KEPT_BODY => withheld.extend_from_slice(&piece),
                Some(_) => {}
            }
            return Ok(Some(piece));
        }
        if let Some(withheld) = self.withheld.take() {
            self.world.journal.keep(self.handle, &redacted(&withheld));
        }
        Ok(None)
    }

    /// Reads the whole body; one of more than `most` bytes is read but dropped.
    pub(crate) async fn collect(&mut self, most: usize) -> io::Result<Option<Bytes>> {
        let mut body = BytesMut::new();
        let mut fits = true;
        while let Some(piece) = self.piece().await? {
            fits = fits && body.len() + piece.len() <= most;
            if fits {
                body.extend_from_slice(&piece);
            }
        }
        Ok(fits.then(|| body.freeze()))
    }

    /// Reads the rest and drops it, so that the client gets to read the answer.
    pub(crate) async fn drain(&mut self) -> io::Result<()> {
        while self.piece().await?.is_some() {}
        Ok(())
    }

    /// Returns the body as a stream of pieces.
    pub(crate) fn stream(&mut self) -> impl Stream<Item = io::Result<Bytes>> + Send + '_ {
        stream::try_unfold(self, |intake| async {
            let piece = intake.piece().await?;
            Ok(piece.map(|piece| (piece, intake)))
        })
    }
}
