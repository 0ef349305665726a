//! A server that keeps what arrives as it stood on the wire, and answers with the bytes that a test writes.

use std::fmt::Write;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};

use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// One request.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// Which of the server's connections it came on, counted from 0.
    pub socket: usize,
    /// Where the connection came from.
    pub from: Option<IpAddr>,
    /// Its first line.
    pub line: String,
    /// Its headers as they were written, names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub tls: Option<Encrypted>,
}

/// What the server knows about a TLS connection.
#[derive(Clone, Debug, Default)]
pub struct Encrypted {
    pub server_name: Option<String>,
    pub resumed: bool,
    /// Whether the client showed a certificate.
    pub identified: bool,
}

impl Heard {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(header, _)| header == name);
        let first = found.next().map(|(_, value)| value.as_str());
        assert!(found.next().is_none(), "`{name}` stands twice");
        first
    }

    pub fn path(&self) -> &str {
        self.line.split(' ').nth(1).unwrap()
    }
}

/// What the server sends back.
pub struct Reply {
    pub bytes: Vec<u8>,
    pub then_close: bool,
}

impl Reply {
    /// A whole response with this body.
    pub fn new(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let mut head = format!("HTTP/1.1 {status} Status\r\ncontent-length: {}\r\n", body.len());
        for (name, value) in headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head.push_str("\r\n");
        Self { bytes: [head.as_bytes(), body].concat(), then_close: false }
    }

    /// The same, and then the connection is closed.
    pub fn and_close(mut self) -> Self {
        self.then_close = true;
        self
    }

    /// These bytes and then nothing more.
    pub fn raw(bytes: impl AsRef<[u8]>) -> Self {
        Self { bytes: bytes.as_ref().to_vec(), then_close: true }
    }

    /// These bytes, and the connection stays open.
    pub fn raw_open(bytes: impl AsRef<[u8]>) -> Self {
        Self { bytes: bytes.as_ref().to_vec(), then_close: false }
    }
}

pub struct Server {
    address: SocketAddr,
    encrypted: bool,
    heard: Arc<Mutex<Vec<Heard>>>,
    sockets: Arc<Mutex<usize>>,
    task: tokio::task::JoinHandle<()>,
}

type Answer = Arc<dyn Fn(&Heard) -> Reply + Send + Sync>;

impl Server {
    pub async fn clear(answer: impl Fn(&Heard) -> Reply + Send + Sync + 'static) -> Self {
        Self::start(None, Arc::new(answer)).await
    }

    pub async fn encrypted(
        config: Arc<ServerConfig>,
        answer: impl Fn(&Heard) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::start(Some(TlsAcceptor::from(config)), Arc::new(answer)).await
    }

    async fn start(acceptor: Option<TlsAcceptor>, answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (heard, sockets) = (Arc::<Mutex<Vec<Heard>>>::default(), Arc::<Mutex<usize>>::default());
        let (encrypted, journal, count) = (acceptor.is_some(), Arc::clone(&heard), Arc::clone(&sockets));
        let task = tokio::spawn(async move {
            while let Ok((stream, from)) = listener.accept().await {
                let (acceptor, answer, journal) = (acceptor.clone(), Arc::clone(&answer), Arc::clone(&journal));
                let socket = {
                    let mut count = count.lock().unwrap();
                    *count += 1;
                    *count - 1
                };
                tokio::spawn(async move {
                    let blank = Heard { socket, from: Some(from.ip()), ..Heard::default() };
                    match acceptor {
                        None => serve(stream, blank, &answer, &journal).await,
                        Some(acceptor) => {
                            let Ok(stream) = acceptor.accept(stream).await else { return };
                            let (_, session) = stream.get_ref();
                            let tls = Encrypted {
                                server_name: session.server_name().map(str::to_owned),
                                resumed: session.handshake_kind() == Some(rustls::HandshakeKind::Resumed),
                                identified: session.peer_certificates().is_some(),
                            };
                            serve(stream, Heard { tls: Some(tls), ..blank }, &answer, &journal).await;
                        }
                    }
                });
            }
        });
        Self { address, encrypted, heard, sockets, task }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where it listens, as a mapping from an origin wants it.
    pub fn origin(&self) -> String {
        format!("{}://{}", if self.encrypted { "https" } else { "http" }, self.address)
    }

    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    pub fn forget(&self) {
        self.heard.lock().unwrap().clear();
    }

    /// How many connections were opened, whatever came on them.
    pub fn sockets(&self) -> usize {
        *self.sockets.lock().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    blank: Heard,
    answer: &Answer,
    journal: &Mutex<Vec<Heard>>,
) {
    let mut buffer = Vec::new();
    loop {
        let end = loop {
            if let Some(end) = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break end;
            }
            if stream.read_buf(&mut buffer).await.is_ok_and(|read| read > 0) {
                continue;
            }
            return;
        };
        let text = String::from_utf8_lossy(&buffer[..end]).into_owned();
        let mut lines = text.split("\r\n");
        let mut heard = Heard { line: lines.next().unwrap().to_owned(), ..blank.clone() };
        for line in lines {
            let (name, value) = line.split_once(':').unwrap();
            heard.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let length: usize = heard.header("content-length").map_or(0, |length| length.parse().unwrap());
        while buffer.len() < end + 4 + length {
            if !stream.read_buf(&mut buffer).await.is_ok_and(|read| read > 0) {
                return;
            }
        }
        heard.body = buffer[end + 4..end + 4 + length].to_vec();
        buffer.drain(..end + 4 + length);
        let reply = answer(&heard);
        journal.lock().unwrap().push(heard);
        if stream.write_all(&reply.bytes).await.is_err() || stream.flush().await.is_err() {
            return;
        }
        if reply.then_close {
            let _ = stream.shutdown().await;
            return;
        }
    }
}
