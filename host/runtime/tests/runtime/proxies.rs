//! How requests leave this machine: resolvers, proxies, source address, headers of the operator.

use std::net::IpAddr;
use std::sync::Arc;

use crate::support::authority::Authority;
use crate::support::names::Names;
use crate::support::tunnel::Tunnels;
use crate::support::wire::{Heard, Reply, Server};
use crate::support::{Sandbox, outcome};
use connector_runtime::{Connection, Proxy, Settings};
use serde_json::json;

const SITE: &str = "acme.atlassian.net";
const PUBLIC: &str = "104.192.142.1";

fn closing(_: &Heard) -> Reply {
    Reply::new(200, &[("connection", "close")], "{}").and_close()
}

/// A site behind a proxy: the proxy leads to it whatever address it is asked for.
struct Behind {
    server: Server,
    proxy: Tunnels,
    names: Arc<Names>,
    _sandbox: Sandbox,
    connection: Connection,
}

impl Behind {
    async fn new(socks: bool, answers: &[&[&str]], change: impl FnOnce(Proxy) -> Proxy) -> Self {
        let authority = Authority::new();
        let server = Server::encrypted(authority.server(&[SITE]), closing).await;
        let proxy =
            if socks { Tunnels::socks(server.address()).await } else { Tunnels::http(server.address(), None).await };
        let scheme = if socks { "socks5" } else { "http" };
        let address: Proxy = format!("{scheme}://operator:hidden-word@{}", proxy.address()).parse().unwrap();
        let names = Arc::new(Names::new(answers));
        let settings = |settings: Settings| {
            settings.root_certificates(authority.roots()).proxy(change(address)).resolver(names.clone())
        };
        let sandbox = Sandbox::new("guests/hostile.wasm", settings).await;
        let connection = sandbox.connect("acme", "a long token").await;
        Self { server, proxy, names, _sandbox: sandbox, connection }
    }

    async fn echo(&self) -> Result<String, String> {
        outcome(&self.connection, "echo", json!({})).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_is_asked_for_the_address_that_was_looked_at() {
    for (address, written) in [(PUBLIC, PUBLIC), ("2606:4700::1111", "[2606:4700::1111]")] {
        let behind = Behind::new(false, &[&[address]], |proxy| proxy).await;
        behind.echo().await.unwrap();
        let asked = behind.proxy.asked();
        assert!(asked[0].starts_with(&format!("CONNECT {written}:443 HTTP/1.1\r\n")), "{asked:?}");
        assert!(asked[0].contains("Proxy-Authorization: Basic b3BlcmF0b3I6aGlkZGVuLXdvcmQ=\r\n"), "{asked:?}");
        assert!(!asked[0].to_lowercase().contains("\r\nauthorization"), "{asked:?}");
        assert_eq!(behind.names.asked(), [SITE], "resolved once");
        let heard = &behind.server.heard()[0];
        assert_eq!(heard.header("host"), Some(SITE));
        assert_eq!(heard.tls.as_ref().unwrap().server_name.as_deref(), Some(SITE));
        assert!(heard.header("proxy-authorization").is_none());

        let behind = Behind::new(true, &[&[address]], |proxy| proxy).await;
        behind.echo().await.unwrap();
        assert_eq!(behind.proxy.asked(), ["operator:hidden-word".to_owned(), format!("{address} 443")]);
        assert_eq!(behind.server.heard()[0].tls.as_ref().unwrap().server_name.as_deref(), Some(SITE));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trusted_proxy_resolves_names_itself() {
    for socks in [false, true] {
        let behind = Behind::new(socks, &[&["127.0.0.1"]], Proxy::trusted).await;
        behind.echo().await.unwrap();
        let asked = behind.proxy.asked().pop().unwrap();
        assert!(asked.starts_with(&format!("CONNECT {SITE}:443 ")) || asked == format!("{SITE} 443"), "{asked}");
        assert_eq!(behind.names.asked().len(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_changes_its_address_is_looked_at_each_time() {
    let behind =
        Behind::new(false, &[&[PUBLIC], &["127.0.0.1"], &[PUBLIC, "10.0.0.1"], &[PUBLIC]], |proxy| proxy).await;
    behind.echo().await.unwrap();
    for _ in 0..2 {
        let told = behind.echo().await.unwrap_err();
        assert!(told.contains("Denied") && told.contains("may not be reached (acme.atlassian.net)"), "{told}");
        assert!(!told.contains("127.0.0.1") && !told.contains("10.0.0.1"), "{told}");
    }
    behind.echo().await.unwrap();
    assert_eq!((behind.proxy.asked().len(), behind.server.sockets()), (2, 2));
    assert_eq!(behind.names.asked().len(), 4, "one look for each connection");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_excepted_host_is_not_asked_of_the_proxy() {
    let behind = Behind::new(false, &[&["127.0.0.1"]], |proxy| proxy.except(["atlassian.net"])).await;
    assert!(behind.echo().await.unwrap_err().contains("may not be reached"));
    assert_eq!(behind.proxy.asked().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_refuses_is_named_without_its_password() {
    let server = Server::clear(closing).await;
    for (status, says) in [(407, "authorization required"), (403, "unsuccessful")] {
        let proxy = Tunnels::http(server.address(), Some(status)).await;
        let address: Proxy = format!("http://operator:hidden-word@{}", proxy.address()).parse().unwrap();
        let names = Arc::new(Names::new(&[&[PUBLIC]]));
        let settings = |settings: Settings| settings.proxy(address).resolver(names);
        let sandbox = Sandbox::new("guests/hostile.wasm", settings).await;
        let told = outcome(&sandbox.connect("acme", "a long token").await, "echo", json!({})).await.unwrap_err();
        assert!(told.contains("the proxy opens no connection") && told.contains(says), "{told}");
        assert!(told.contains("sent: false") && !told.contains("hidden-word"), "{told}");
    }
    assert_eq!(server.sockets(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_on_premises_is_reached_directly_and_looked_at_each_time() {
    let authority = Authority::new();
    let server = Server::encrypted(authority.server(&["wiki.intranet.example"]), closing).await;
    let names = Arc::new(Names::new(&[&["127.0.0.1"], &["169.254.169.254"], &["127.0.0.1", "fd00:ec2::254"]]));
    let settings = |settings: Settings| settings.root_certificates(authority.roots()).resolver(names.clone());
    let sandbox = Sandbox::new("confluence.wasm", settings).await;
    let uri = format!("https://wiki.intranet.example:{}/confluence", server.address().port());
    let connection = sandbox.connect_to("on-prem", &uri).await;
    let get = json!({"path": "/rest/api/space"});
    outcome(&connection, "api-request", get.clone()).await.unwrap();
    let heard = &server.heard()[0];
    assert_eq!(heard.header("host"), Some(&*format!("wiki.intranet.example:{}", server.address().port())));
    assert_eq!(heard.line, "GET /confluence/rest/api/space HTTP/1.1");
    for _ in 0..2 {
        let told = outcome(&connection, "api-request", get.clone()).await.unwrap_err();
        assert!(told.contains("may not be reached"), "{told}");
    }
    assert_eq!(server.sockets(), 1);

    let destinations = serde_json::to_value(connection.destinations()).unwrap();
    assert_eq!(destinations["origins"][0]["mayBePrivate"], true);
    assert_eq!(
        destinations["origins"][0]["origin"],
        format!("https://wiki.intranet.example:{}", server.address().port())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_redirect_leads_from_premises_to_another_private_address() {
    let server = Server::clear(|heard: &Heard| {
        let host = heard.path().rsplit('/').next().unwrap();
        let location =
            if host == "own" { "/confluence/rest/api/space".to_owned() } else { format!("https://{host}/x") };
        Reply::new(if host == "space" { 200 } else { 302 }, &[("location", &location)], "{}")
    })
    .await;
    let names = Arc::new(Names::new(&[&["127.0.0.1"]]));
    let settings = |settings: Settings| settings.resolver(names.clone());
    let sandbox = Sandbox::new("confluence.wasm", settings).await;
    let uri = format!("http://wiki.intranet.example:{}/confluence", server.address().port());
    let connection = sandbox.connect_to("on-prem", &uri).await;
    let get = |host: &str| json!({"path": format!("/rest/api/{host}")});
    assert!(outcome(&connection, "api-request", get("own")).await.unwrap().contains("200"));
    // Anywhere else is not even looked up, nor is the media host of Cloud. Its own name may be: for another socket.
    for host in ["api.media.atlassian.com", "127.0.0.1", "other.intranet.example", "wiki.intranet.example"] {
        let told = outcome(&connection, "api-request", get(host)).await;
        assert!(told.as_ref().is_ok_and(|told| told.contains("302")) || told.is_err(), "{host}: {told:?}");
    }
    assert!(names.asked().iter().all(|name| name == "wiki.intranet.example"), "{:?}", names.asked());
}

#[test]
fn proxies_of_the_environment_see_nothing() {
    let executable = std::env::current_exe().unwrap();
    let sink = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", sink.local_addr().unwrap());
    let mut child = std::process::Command::new(executable);
    child.args(["--exact", "proxies::an_address_on_premises_is_reached_directly_and_looked_at_each_time"]);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
        child.env(name, &address);
    }
    let output = child.env_remove("NO_PROXY").env_remove("no_proxy").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
    sink.set_nonblocking(true).unwrap();
    assert_eq!(sink.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock, "nobody came");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operators_headers_go_to_the_service_and_no_further() {
    let server = Server::clear(|heard: &Heard| {
        if heard.header("host") == Some(SITE) {
            Reply::new(302, &[("location", "https://api.media.atlassian.com/file")], "")
        } else {
            Reply::new(200, &[], "{}")
        }
    })
    .await;
    let mappings =
        [SITE, "api.media.atlassian.com"].map(|host| format!("https://{host}={}", server.origin()).parse().unwrap());
    let settings = |settings: Settings| settings.connect_to(mappings).header("X-Gateway", "blue").unwrap();
    let sandbox = Sandbox::new("guests/hostile.wasm", settings).await;
    let connection = sandbox.connect("acme", "a long token").await;
    outcome(&connection, "header", json!("x-gateway")).await.unwrap();
    let heard = server.heard();
    assert_eq!(heard[0].header("x-gateway"), Some("blue"), "a connector cannot replace it");
    assert_eq!(heard[1].header("x-gateway"), None);
    assert!(Settings::new("/nowhere").header("authorization", "x").is_err());
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn requests_come_from_the_fixed_address() {
    let server = Server::clear(closing).await;
    let mapping: connector_runtime::ConnectTo = format!("https://{SITE}={}", server.origin()).parse().unwrap();
    let source: IpAddr = "127.0.0.2".parse().unwrap();
    let settings = |settings: Settings| settings.connect_to([mapping.clone()]).local_address(source);
    let sandbox = Sandbox::new("guests/hostile.wasm", settings).await;
    let connection = sandbox.connect("acme", "a long token").await;
    outcome(&connection, "echo", json!({})).await.unwrap();
    assert_eq!(server.heard()[0].from, Some(source));
    let destinations = connection.destinations();
    assert_eq!(destinations.source_address, Some(source));
    let origins: Vec<(&str, bool)> =
        destinations.origins.iter().map(|origin| (origin.origin.as_str(), origin.by_redirect)).collect();
    assert_eq!(origins, [("https://acme.atlassian.net", false), ("https://api.media.atlassian.com", true)]);

    let settings = |settings: Settings| settings.connect_to([mapping]).local_address("::1".parse().unwrap());
    let sandbox = Sandbox::new("guests/hostile.wasm", settings).await;
    let told = outcome(&sandbox.connect("acme", "a long token").await, "echo", json!({})).await.unwrap_err();
    assert!(told.contains("no address is of the family of the source address"), "{told}");
    assert_eq!(server.sockets(), 1);
}
