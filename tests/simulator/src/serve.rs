//! The thread that owns the listeners and the connections.

use std::io;
use std::net::TcpListener as StdListener;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::exchange::exchange;
use crate::journal::Origin;
use crate::world::World;

/// Is a running server; dropping it closes every connection and waits for the thread.
#[derive(Debug)]
pub(crate) struct Server {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts to answer at bound listeners.
    pub(crate) fn start(world: Arc<World>, listeners: Vec<(Origin, StdListener)>) -> io::Result<Self> {
        for (_, listener) in &listeners {
            listener.set_nonblocking(true)?;
        }
        // A runtime of its own, so that tests may block their thread or drop the simulator inside theirs.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new().name("confluence-simulator".to_owned()).spawn(move || {
            let served = runtime.block_on(async {
                for (origin, listener) in listeners {
                    tokio::spawn(accept(Arc::clone(&world), origin, TcpListener::from_std(listener)?));
                }
                // An error means that the handle was lost, which is reason enough to stop.
                let _ = stopped.await;
                io::Result::Ok(())
            });
            if let Err(error) = served {
                report(&error);
            }
        })?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The thread may have ended by itself; then nobody listens.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was printed when it happened.
            let _ = thread.join();
        }
    }
}

#[expect(clippy::print_stderr, reason = "nobody else would hear of it")]
fn report(error: &io::Error) {
    eprintln!("confluence-simulator: {error}");
}

async fn accept(world: Arc<World>, origin: Origin, listener: TcpListener) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(connection(Arc::clone(&world), origin, stream));
            }
            // The peer went away before it was taken, or files ran out: others may still be served.
            Err(_) => tokio::task::yield_now().await,
        }
    }
}

async fn connection(world: Arc<World>, origin: Origin, stream: TcpStream) {
    // Without it an answer in two writes may wait for an acknowledgement; it is not worth failing for.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| exchange(Arc::clone(&world), origin, request));
    // Errors are what faults and impatient clients are about.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}
