//! The web server of a platform whose users sign in at the service, with the client that the platform registered there:
//! `sign_in HOME COMPONENT CLIENT_ID ADDRESS`, with the client's secret on standard input; then open `/connect`.

use std::{collections::HashMap, io::Write, path::Path};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header::COOKIE, header::SET_COOKIE};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::{Router, routing::get};
use connector_runtime::{Account, ConnectionDraft, Error, OAuthClient, Runtime, Settings, SignedIn, Site};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [home, component, client_id, address] = arguments.as_slice() else {
        anyhow::bail!("usage: sign_in HOME COMPONENT CLIENT_ID ADDRESS");
    };
    let secret = std::io::read_to_string(std::io::stdin())?;
    let client = OAuthClient::new("confluence", "oauth2", client_id, Some(secret.trim().into()));
    let mappings = std::env::var("CONNECTOR_CONNECT_TO").unwrap_or_default();
    let mappings = mappings.split(',').filter(|mapping| !mapping.is_empty()).map(str::parse);
    let settings = Settings::new(home).connect_to(mappings.collect::<Result<Vec<_>, _>>()?).oauth_client(client);
    let runtime = Runtime::open(settings).await?;
    runtime.install(Path::new(component)).await?;
    let listener = tokio::net::TcpListener::bind(address).await?;
    let callback = format!("http://{}/callback", listener.local_addr()?);
    writeln!(std::io::stdout(), "the app must have this callback URL: {callback}")?;
    let router = Router::new().route("/connect", get(connect)).route("/callback", get(finish).post(choose));
    Ok(axum::serve(listener, router.with_state((runtime, callback))).await?)
}

type Answer = Result<Response, (StatusCode, String)>;

/// The cookie ties the sign-in to the browser that began it. Behind TLS, add `Secure`.
async fn connect(State((runtime, callback)): State<(Runtime, String)>) -> Answer {
    let draft = ConnectionDraft::new("example", "confluence").auth_type("oauth2");
    let begun = runtime.begin_sign_in(draft, &callback).await.map_err(|error| refused(&error))?;
    let cookie = format!("sign_in={}; Path=/; Max-Age=900; HttpOnly; SameSite=Lax", begun.pending);
    Ok(([(SET_COOKIE, cookie)], Redirect::to(&begun.url)).into_response())
}

async fn finish(State((runtime, _)): State<(Runtime, String)>, uri: Uri, headers: HeaderMap) -> Answer {
    page(runtime.finish_sign_in(attempt(&headers)?, &uri.to_string()).await)
}

async fn choose(State((runtime, _)): State<(Runtime, String)>, headers: HeaderMap, body: String) -> Answer {
    attempt(&headers)?; // A form on another site is sent without the cookie.
    let form: HashMap<_, _> = url::form_urlencoded::parse(body.as_bytes()).collect();
    let field = |name: &str| form.get(name).map_or("", AsRef::as_ref);
    page(runtime.choose_site(field("pending"), field("site")).await)
}

fn page(signed_in: Result<SignedIn, Error>) -> Answer {
    let whose = |account: Account| format!("Connected as {}", account.name);
    match signed_in.map_err(|error| refused(&error))? {
        SignedIn::Connected(record) => Ok(record.account.map(whose).unwrap_or_default().into_response()),
        SignedIn::ChooseSite { sites, pending } => {
            // With tokens in it, what is pending outgrows a cookie: the page carries it, sealed.
            let form = format!("<form method=post><input type=hidden name=pending value={pending}>");
            Ok(Html(sites.iter().map(button).fold(form, |form, button| form + &button)).into_response())
        }
        SignedIn::OtherAccount { error, .. } => Err(refused(&error)),
    }
}

fn attempt(headers: &HeaderMap) -> Result<&str, (StatusCode, String)> {
    let mut cookies = headers.get(COOKIE).and_then(|cookies| cookies.to_str().ok()).unwrap_or_default().split("; ");
    let attempt = cookies.find_map(|cookie| cookie.strip_prefix("sign_in="));
    attempt.ok_or_else(|| (StatusCode::BAD_REQUEST, "this browser has begun no sign-in".to_owned()))
}

fn button(site: &Site) -> String {
    let [id, url] =
        [&site.id, &site.url].map(|text| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&#34;"));
    format!(r#"<button name=site value="{id}">{url}</button>"#)
}

fn refused(error: &Error) -> (StatusCode, String) {
    (StatusCode::BAD_REQUEST, format!("{error}\n{}", error.hint().unwrap_or_default()))
}
