//! What stands between the command and the simulator: TLS, a proxy, or somebody who holds answers back.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, copy, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;

/// How long something may take that is sure to come.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A listener that leads every connection to one address. It stops when it is dropped.
pub(crate) struct Front {
    address: SocketAddr,
    notes: Receiver<String>,
    gate: Arc<Semaphore>,
    _runtime: Runtime,
}

impl Front {
    /// Speaks TLS, and notes for each connection whether the client showed a certificate.
    pub(crate) fn tls(config: Arc<ServerConfig>, target: &str) -> Self {
        let (acceptor, target) = (TlsAcceptor::from(config), address(target));
        Self::start(move |stream, notes, _| {
            let acceptor = acceptor.clone();
            async move {
                let stream = acceptor.accept(stream).await.ok()?;
                let shown = stream.get_ref().1.peer_certificates().is_some();
                notes.send(if shown { "a certificate" } else { "no certificate" }.to_owned()).ok()?;
                join(stream, target).await
            }
        })
    }

    /// An HTTP proxy that leads every tunnel to its target, and notes the requests for them.
    pub(crate) fn http_proxy(target: &str) -> Self {
        let target = address(target);
        Self::start(move |mut stream, notes, _| async move {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(stream.read_u8().await.ok()?);
            }
            notes.send(String::from_utf8(head).ok()?).ok()?;
            stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await.ok()?;
            join(stream, target).await
        })
    }

    /// A SOCKS 5 proxy that wants a name and password (RFC 1929), and notes these and each host and port.
    pub(crate) fn socks_proxy(target: &str) -> Self {
        let target = address(target);
        Self::start(move |mut stream, notes, _| async move {
            stream.read_u8().await.ok()?;
            text(&mut stream).await?;
            stream.write_all(&[5, 2]).await.ok()?;
            stream.read_u8().await.ok()?;
            let (name, password) = (text(&mut stream).await?, text(&mut stream).await?);
            stream.write_all(&[1, 0]).await.ok()?;
            let mut request = [0; 4];
            stream.read_exact(&mut request).await.ok()?;
            let host = match request[3] {
                1 => std::net::Ipv4Addr::from(stream.read_u32().await.ok()?).to_string(),
                _ => text(&mut stream).await?,
            };
            let port = stream.read_u16().await.ok()?;
            notes.send(format!("{name}:{password} {host}:{port}")).ok()?;
            stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.ok()?;
            join(stream, target).await
        })
    }

    /// Passes requests on at once, and holds each answer back until [`release`](Self::release); notes when one has come.
    pub(crate) fn holding(target: &str) -> Self {
        let target = address(target);
        Self::start(move |stream, notes, gate| async move {
            let onward = TcpStream::connect(target).await.ok()?;
            let ((mut requests, mut back), (mut answers, mut onward)) = (stream.into_split(), onward.into_split());
            tokio::spawn(async move { copy(&mut requests, &mut onward).await });
            let mut begun = vec![0; 64 * 1024];
            let length = answers.read(&mut begun).await.ok()?;
            notes.send("an answer".to_owned()).ok()?;
            gate.acquire().await.ok()?.forget();
            back.write_all(&begun[..length]).await.ok()?;
            copy(&mut answers, &mut back).await.ok().map(drop)
        })
    }

    fn start<F>(serve: impl Fn(TcpStream, Sender<String>, Arc<Semaphore>) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Option<()>> + Send + 'static,
    {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let ((notes, heard), gate) = (channel(), Arc::new(Semaphore::new(0)));
        let doorkeeper = Arc::clone(&gate);
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, notes.clone(), Arc::clone(&doorkeeper)));
            }
        });
        Self { address, notes: heard, gate, _runtime: runtime }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits for the next note.
    pub(crate) fn next(&self) -> String {
        self.notes.recv_timeout(PATIENCE).unwrap()
    }

    /// What was noted until now and not taken yet.
    pub(crate) fn noted(&self) -> Vec<String> {
        self.notes.try_iter().collect()
    }

    /// Lets every answer through from now on.
    pub(crate) fn release(&self) {
        self.gate.add_permits(1_000);
    }
}

/// The address of an origin without TLS.
fn address(origin: &str) -> SocketAddr {
    origin.trim_start_matches("http://").parse().unwrap()
}

async fn join(mut stream: impl AsyncRead + AsyncWrite + Unpin, target: SocketAddr) -> Option<()> {
    let mut onward = TcpStream::connect(target).await.ok()?;
    copy_bidirectional(&mut stream, &mut onward).await.ok().map(drop)
}

/// Text with its length in front.
async fn text(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = vec![0; stream.read_u8().await.ok()?.into()];
    stream.read_exact(&mut bytes).await.ok()?;
    String::from_utf8(bytes).ok()
}
