//! Where the browser comes back to: a server of this machine's own, or whoever pastes the address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, HOST};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use connector_runtime::{ErrorKind, Runtime};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;

use super::page::Page;
use crate::failure::Failure;
use crate::prompt;

/// The longest query that a browser may bring.
const QUERY_BYTES: usize = 8 * 1024;

/// Arrivals that wait while one is looked at; a browser with more waits itself.
const WAITING: usize = 4;

/// What a browser brought, and where to tell it what to show.
pub(super) struct Arrival {
    pub(super) query: String,
    pub(super) browser: Option<oneshot::Sender<Page>>,
}

/// Where the browser comes back to.
pub(super) struct Callback {
    url: String,
    /// None where the address is pasted.
    server: Option<Server>,
}

struct Server {
    arrivals: mpsc::Receiver<Arrival>,
    stop: watch::Sender<bool>,
    tasks: JoinSet<std::io::Result<()>>,
}

/// What a request must be to be taken for the browser of the sign-in.
struct Door {
    host: String,
    path: String,
    arrivals: mpsc::Sender<Arrival>,
}

impl Callback {
    /// Whether a browser can come back to the URL, to somebody who pastes it or to a server of this machine.
    pub(super) fn check(url: &str, pasted: bool) -> Result<(), Failure> {
        if !pasted {
            return place(url).map(drop);
        }
        if url.parse::<Uri>().is_ok_and(|uri| uri.port_u16() == Some(0)) {
            return Err(unusable(url, "no browser can come back to its port"));
        }
        Runtime::check_callback_url(url).map_err(|error| {
            let hint = error.hint().unwrap_or_default();
            Failure::usage(error, hint)
        })
    }

    /// Nobody listens at the URL: the user pastes the address at which the browser ended.
    pub(super) fn pasted(url: &str) -> Result<Self, Failure> {
        Self::check(url, true)?;
        Ok(Self { url: url.to_owned(), server: None })
    }

    /// Listens at the URL, on this machine alone.
    pub(super) async fn listen(url: &str) -> Result<Self, Failure> {
        let (uri, addresses) = place(url)?;
        let host = uri.host().unwrap_or_default();
        let mut port = uri.port_u16().unwrap_or(80);
        let mut listeners = Vec::new();
        for address in addresses {
            match TcpListener::bind(SocketAddr::new(*address, port)).await {
                Ok(listener) => {
                    port = listener.local_addr().map_or(port, |address| address.port());
                    listeners.push(listener);
                }
                // A machine may lack IPv6.
                Err(error) if error.kind() == std::io::ErrorKind::AddrNotAvailable && !listeners.is_empty() => {}
                Err(error) => return Err(cannot_listen(SocketAddr::new(*address, port), &error)),
            }
        }
        let authority = if uri.port().is_some() { format!("{host}:{port}") } else { host.to_owned() };
        let url = format!("http://{authority}{}", uri.path());
        Ok(Self { url, server: Some(Server::start(listeners, authority, uri.path())) })
    }

    /// What is registered with the app.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Waits for a browser, or for a pasted address.
    pub(super) async fn next(&mut self) -> Result<Arrival, Failure> {
        match &mut self.server {
            Some(server) => server.arrivals.recv().await.ok_or(Failure::Cancelled { uncertain: false }),
            None => match prompt::next_line().await? {
                Some(query) => Ok(Arrival { query, browser: None }),
                None if prompt::is_attended() => Err(Failure::Cancelled { uncertain: false }),
                None => Err(nothing_fitted()),
            },
        }
    }

    /// Lets the browsers that are being answered get their pages, and listens no more.
    pub(super) async fn close(self) {
        if let Some(Server { arrivals, stop, mut tasks }) = self.server {
            drop(arrivals);
            let _ = stop.send(true);
            while tasks.join_next().await.is_some() {}
        }
    }
}

impl Server {
    fn start(listeners: Vec<TcpListener>, host: String, path: &str) -> Self {
        let (sender, arrivals) = mpsc::channel(WAITING);
        let (stop, stopped) = watch::channel(false);
        let door = Arc::new(Door { host, path: path.to_owned(), arrivals: sender });
        let mut tasks = JoinSet::new();
        for listener in listeners {
            let router = Router::new().fallback(answer).with_state(Arc::clone(&door));
            let mut stopped = stopped.clone();
            let stop = async move { drop(stopped.wait_for(|stopped| *stopped).await) };
            tasks.spawn(axum::serve(listener, router).with_graceful_shutdown(stop).into_future());
        }
        Self { arrivals, stop, tasks }
    }
}

async fn answer(State(door): State<Arc<Door>>, request: Request) -> Response {
    // Another name that leads to this machine is how a page of somebody else would get here.
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    if host.is_none_or(|host| !host.eq_ignore_ascii_case(&door.host)) {
        return (StatusCode::MISDIRECTED_REQUEST, Page::NotHere).into_response();
    }
    if request.uri().path() != door.path {
        return Page::NotHere.into_response();
    }
    if request.method() != Method::GET {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET")], Page::NotHere).into_response();
    }
    let query = request.uri().query().unwrap_or_default();
    if query.len() > QUERY_BYTES {
        return (StatusCode::URI_TOO_LONG, Page::NotHere).into_response();
    }
    let (browser, page) = oneshot::channel();
    let arrival = Arrival { query: query.to_owned(), browser: Some(browser) };
    if door.arrivals.send(arrival).await.is_err() {
        return Page::Over.into_response();
    }
    page.await.unwrap_or(Page::Over).into_response()
}

/// Where to listen for a URL.
fn place(url: &str) -> Result<(Uri, &'static [IpAddr]), Failure> {
    let uri: Uri = url.parse().map_err(|_| unusable(url, "it is not a URL"))?;
    if uri.scheme_str() != Some("http") {
        return Err(unusable(url, "it does not begin with `http://`"));
    }
    if uri.query().is_some() || url.contains('#') {
        return Err(unusable(url, "it has a query or a fragment"));
    }
    let addresses: &[IpAddr] = match uri.host().unwrap_or_default() {
        "127.0.0.1" => &[IpAddr::V4(Ipv4Addr::LOCALHOST)],
        "[::1]" => &[IpAddr::V6(Ipv6Addr::LOCALHOST)],
        // Browsers try either.
        "localhost" => &[IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)],
        _ => return Err(unusable(url, "it does not lead to this machine")),
    };
    Ok((uri, addresses))
}

fn unusable(url: &str, why: &str) -> Failure {
    Failure::usage(
        format!("`{url}` cannot be the callback URL: {why}"),
        "Use one such as `http://127.0.0.1:8765/callback`, or `--paste` where the browser ends elsewhere",
    )
}

fn cannot_listen(address: SocketAddr, error: &std::io::Error) -> Failure {
    Failure::Stated {
        kind: ErrorKind::Host,
        message: format!("failed to wait for the browser on {address}"),
        cause: Some(error.to_string()),
        hint: "Choose another port with `--callback-url`, and register that URL with the app".to_owned(),
    }
}

/// Nobody is there to paste another address.
fn nothing_fitted() -> Failure {
    Failure::Stated {
        kind: ErrorKind::Unauthenticated,
        message: "no address that was pasted ends this sign-in".to_owned(),
        cause: None,
        hint: "Begin again, and paste the whole address at which the browser ends, with its `code` and `state`"
            .to_owned(),
    }
}
