//! The web server of a platform whose users sign in at the service, with the client that the platform registered there.
//!
//! `sign_in HOME COMPONENT CLIENT_ID ADDRESS`, with the client's secret on standard input, such as
//! `sign_in home confluence.wasm a1b2c3 127.0.0.1:8765`; then open <http://127.0.0.1:8765/connect>.

use std::{collections::HashMap, io::Write, path::Path};

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header::COOKIE, header::SET_COOKIE};
use axum::response::{AppendHeaders, Html, IntoResponse, Redirect, Response};
use axum::{Router, routing};
use connector_runtime::{ConnectionDraft, ConnectionRecord, Error, OAuthClient, Runtime, Settings, SignedIn};
use url::form_urlencoded;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [home, component, client_id, address] = arguments.as_slice() else {
        anyhow::bail!("usage: sign_in HOME COMPONENT CLIENT_ID ADDRESS");
    };
    let mut secret = String::new();
    std::io::stdin().read_line(&mut secret)?;
    let (connector, auth_type, client_secret) = ("confluence".into(), "oauth2".into(), Some(secret.trim().into()));
    let client = OAuthClient { connector, auth_type, client_id: client_id.clone(), client_secret };
    let mappings = std::env::var("CONNECTOR_CONNECT_TO").unwrap_or_default();
    let mappings = mappings.split(',').filter(|mapping| !mapping.is_empty()).map(str::parse);
    let settings = Settings::new(home).connect_to(mappings.collect::<Result<Vec<_>, _>>()?).oauth_client(client);
    let runtime = Runtime::open(settings).await?;
    runtime.install(Path::new(component)).await?;

    let listener = tokio::net::TcpListener::bind(address).await?;
    let callback = format!("http://{}/callback", listener.local_addr()?);
    writeln!(std::io::stdout(), "{callback}")?;
    let routes = Router::new().route("/connect", routing::get(connect)).route("/callback", routing::get(finish));
    let routes = routes.route("/site", routing::post(choose)).with_state((runtime, callback));
    Ok(axum::serve(listener, routes).await?)
}

type Platform = State<(Runtime, String)>;

/// The cookie ties the sign-in to the browser that began it. Behind TLS, add `Secure`.
async fn connect(State((runtime, callback)): Platform) -> Result<impl IntoResponse, Refusal> {
    let draft = ConnectionDraft::new("example", "confluence").auth_type("oauth2");
    let begun = runtime.begin_sign_in(draft, &callback).await?;
    let cookie = format!("sign_in={}; Path=/; Max-Age=900; HttpOnly; SameSite=Lax", begun.pending);
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Redirect::to(&begun.url)))
}

async fn finish(State((runtime, _)): Platform, query: RawQuery, headers: HeaderMap) -> Result<Response, Refusal> {
    match runtime.finish_sign_in(&attempt(&headers), &query.0.unwrap_or_default()).await? {
        SignedIn::Connected(record) => Ok(connected(*record)),
        SignedIn::ChooseSite { sites, pending } => {
            // With tokens in it, what is pending outgrows a cookie: the page carries it, sealed.
            let mut page =
                format!(r#"<form method="post" action="/site"><input type="hidden" name="pending" value="{pending}">"#);
            for site in sites {
                page += &format!(r#"<button name="site" value="{}">{}</button>"#, escape(&site.id), escape(&site.url));
            }
            Ok(Html(page + "</form>").into_response())
        }
    }
}

async fn choose(State((runtime, _)): Platform, headers: HeaderMap, body: String) -> Result<Response, Refusal> {
    // A form on another site comes without the cookie.
    if attempt(&headers).is_empty() {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }
    let form: HashMap<String, String> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let field = |name: &str| form.get(name).map_or("", String::as_str);
    Ok(connected(runtime.choose_site(field("pending"), field("site")).await?))
}

fn connected(record: ConnectionRecord) -> Response {
    format!("Connected as {}", record.account.map_or_else(String::new, |account| account.name)).into_response()
}

fn attempt(headers: &HeaderMap) -> String {
    let cookies = headers.get(COOKIE).and_then(|cookies| cookies.to_str().ok()).unwrap_or_default();
    cookies.split("; ").find_map(|cookie| cookie.strip_prefix("sign_in=")).unwrap_or_default().to_owned()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

struct Refusal(Error);

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, format!("{}\n{}", self.0, self.0.hint().unwrap_or_default())).into_response()
    }
}
