//! An HTTP server that answers from the exchanges of a case, in order, and notes what differs from them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::response::Response;
use connector_sdk::player::{Exchange, FormPart, Seen};
use url::form_urlencoded;

pub struct CaseServer {
    origin: String,
    faults: Arc<Mutex<Vec<String>>>,
    task: tokio::task::JoinHandle<()>,
}

#[derive(Clone)]
struct Shared {
    exchanges: Arc<Mutex<VecDeque<Exchange>>>,
    faults: Arc<Mutex<Vec<String>>>,
}

impl CaseServer {
    pub async fn start(exchanges: Arc<Mutex<VecDeque<Exchange>>>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let faults = Arc::default();
        let shared = Shared { exchanges, faults: Arc::clone(&faults) };
        let router = Router::new().fallback(answer).with_state(shared);
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { origin, faults, task }
    }

    pub fn origin(&self) -> &str {
        &self.origin
    }

    pub fn take_faults(&self) -> Vec<String> {
        std::mem::take(&mut self.faults.lock().unwrap())
    }
}

impl Drop for CaseServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(State(shared): State<Shared>, request: Request) -> Response {
    let (seen, credentials) = see(request).await;
    let exchange = shared.exchanges.lock().unwrap().pop_front();
    let mut faults = shared.faults.lock().unwrap();
    let expected = usize::from(exchange.as_ref().is_none_or(|exchange| exchange.endpoint != "tenant"));
    if credentials != expected {
        faults.push(format!("`{}`: {credentials} credentials, expected {expected}", seen.request));
    }
    let Some(exchange) = exchange else {
        faults.push(format!("not in the case: `{}`", seen.request));
        return Response::builder().status(501).body(Body::from("not in the case")).unwrap();
    };
    let expected = Exchange { request: decoded(&exchange.request), ..exchange.clone() };
    faults.extend(expected.judge(&seen));
    let (bytes, media_type) = exchange.answer();
    let mut response = Response::builder().status(exchange.status);
    if !exchange.response_headers.contains_key("content-type") {
        response = response.header("content-type", media_type);
    }
    for (name, value) in &exchange.response_headers {
        response = response.header(name, value);
    }
    response.body(Body::from(bytes)).unwrap()
}

/// The request as a case writes it, and the number of its credentials.
async fn see(request: Request) -> (Seen, usize) {
    let uri = request.uri().to_string();
    let target = format!("{} {}", request.method(), below_base(&uri));
    let headers: Vec<(String, String)> = request
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
        .collect();
    let credentials = headers.iter().filter(|(name, _)| name == "authorization").count();
    let of_type =
        |media_type: &str| headers.iter().any(|(name, value)| name == "content-type" && value.starts_with(media_type));
    let mut seen = Seen { request: decoded(&target), headers: headers.clone(), body: None, form: None };
    if of_type("multipart/form-data") {
        let mut multipart = Multipart::from_request(request, &()).await.unwrap();
        let mut parts = Vec::new();
        while let Some(part) = multipart.next_field().await.unwrap() {
            parts.push(FormPart {
                name: part.name().unwrap_or_default().to_owned(),
                file_name: part.file_name().map(str::to_owned),
                // The names of charsets are case-insensitive (RFC 9110 §8.3.2).
                media_type: part.content_type().map(|media_type| media_type.replace("charset=utf-8", "charset=UTF-8")),
                content: part.text().await.unwrap(),
            });
        }
        seen.form = Some(parts);
    } else {
        let bytes = to_bytes(request.into_body(), 1 << 20).await.unwrap();
        let read = || serde_json::from_slice(&bytes).unwrap_or_else(|_| String::from_utf8_lossy(&bytes).into());
        seen.body = (!bytes.is_empty()).then(read);
    }
    (seen, credentials)
}

/// A case names paths below the base URL of an endpoint, which may have a path of its own.
fn below_base(uri: &str) -> &str {
    if let Some(rest) = uri.strip_prefix("/ex/confluence/") {
        return rest.find('/').map_or("", |at| &rest[at..]);
    }
    ["/confluence", "/oauth/token"].iter().find_map(|base| uri.strip_prefix(base)).unwrap_or(uri)
}

/// A request line with its parameters decoded: a case and a client may encode them differently.
fn decoded(line: &str) -> String {
    let Some((path, query)) = line.split_once('?') else { return line.to_owned() };
    let pairs: Vec<String> =
        form_urlencoded::parse(query.as_bytes()).map(|(name, value)| format!("{name}={value}")).collect();
    format!("{path}?{}", pairs.join("&"))
}
