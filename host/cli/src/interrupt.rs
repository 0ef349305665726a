//! Ctrl-C, and what asks a process to end in its stead: SIGTERM.

use std::io;
use std::pin::Pin;

use connector_runtime::Error;

use crate::failure::Failure;

/// Ctrl-C, heard from the moment that this is made: between two waits, none is lost.
pub(crate) struct Interrupt(Pin<Box<dyn Future<Output = io::Result<()>>>>);

impl Interrupt {
    /// Begins to listen.
    pub(crate) async fn listen() -> Result<Self, Failure> {
        let mut heard = Box::pin(asked_to_end());
        tokio::select! {
            biased;
            // It is asked first, which makes it listen.
            _ = &mut heard => Err(Failure::Cancelled { uncertain: false }),
            () = std::future::ready(()) => Ok(Self(heard)),
        }
    }

    /// Waits for it, once.
    pub(crate) async fn heard(&mut self) {
        // Where it cannot be listened to, it does what it does by itself.
        if self.0.as_mut().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
async fn asked_to_end() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => pressed,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn asked_to_end() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

/// Waits for what the library does, or for Ctrl-C: a prompt may have taken over what Ctrl-C does by itself.
pub(crate) async fn unless_interrupted<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Failure> {
    let mut interrupt = Interrupt::listen().await?;
    tokio::select! {
        done = work => Ok(done?),
        () = interrupt.heard() => Err(Failure::Cancelled { uncertain: false }),
    }
}
