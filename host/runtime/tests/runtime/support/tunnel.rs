//! A proxy that keeps what it was asked for and leads every tunnel to one address.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub struct Tunnels {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Tunnels {
    /// An HTTP proxy. It keeps the request for each tunnel; where there is a status, that is all that it answers.
    pub async fn http(target: SocketAddr, status: Option<u16>) -> Self {
        Self::start(move |mut stream, asked| async move {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(stream.read_u8().await.ok()?);
            }
            asked.lock().unwrap().push(String::from_utf8(head).unwrap());
            let line = format!("HTTP/1.1 {} Status\r\n\r\n", status.unwrap_or(200));
            stream.write_all(line.as_bytes()).await.ok()?;
            if status.is_none() { Some((stream, target)) } else { None }
        })
        .await
    }

    /// A SOCKS 5 proxy. It keeps each target, and `name:password` where it was told them.
    pub async fn socks(target: SocketAddr) -> Self {
        Self::start(move |mut stream, asked| async move {
            let [_, methods] = [stream.read_u8().await.ok()?, stream.read_u8().await.ok()?];
            let mut offered = vec![0; methods.into()];
            stream.read_exact(&mut offered).await.ok()?;
            let wanted = if offered.contains(&2) { 2 } else { 0 };
            stream.write_all(&[5, wanted]).await.ok()?;
            if wanted == 2 {
                stream.read_u8().await.ok()?;
                let name = text(&mut stream).await?;
                let password = text(&mut stream).await?;
                asked.lock().unwrap().push(format!("{name}:{password}"));
                stream.write_all(&[1, 0]).await.ok()?;
            }
            let mut request = [0; 4];
            stream.read_exact(&mut request).await.ok()?;
            let host = match request[3] {
                1 => std::net::Ipv4Addr::from(stream.read_u32().await.ok()?).to_string(),
                4 => std::net::Ipv6Addr::from(stream.read_u128().await.ok()?).to_string(),
                _ => text(&mut stream).await?,
            };
            let port = stream.read_u16().await.ok()?;
            asked.lock().unwrap().push(format!("{host} {port}"));
            stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.ok()?;
            Some((stream, target))
        })
        .await
    }

    async fn start<F>(greet: impl Fn(TcpStream, Arc<Mutex<Vec<String>>>) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Option<(TcpStream, SocketAddr)>> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let journal = Arc::clone(&asked);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let greeting = greet(stream, Arc::clone(&journal));
                tokio::spawn(async move {
                    if let Some((mut stream, target)) = greeting.await
                        && let Ok(mut onward) = TcpStream::connect(target).await
                    {
                        let _ = tokio::io::copy_bidirectional(&mut stream, &mut onward).await;
                    }
                });
            }
        });
        Self { address, asked, task }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Tunnels {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn text(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = vec![0; stream.read_u8().await.ok()?.into()];
    stream.read_exact(&mut bytes).await.ok()?;
    String::from_utf8(bytes).ok()
}
