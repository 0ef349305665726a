//! How requests leave the machine: certificates, proxies, headers, addresses, waiting.

use confluence_simulator::{Fault, FaultAction, Options, Simulator};
use insta::assert_snapshot;

use crate::authority::Authority;
use crate::front::Front;
use crate::home::{Home, Outcome, TOKEN, simulator, words};

const SITE: &str = "acme.atlassian.net";
const ADD: &str =
    "connections add acme --set subdomain=acme --set email=user@example.com --secret-file apiToken=token.txt";
const RUN: [&str; 2] = ["run", "get-current-user"];

/// A site that speaks TLS with a certificate of an authority that nobody knows.
struct Encrypted {
    simulator: Simulator,
    site: Front,
    home: Home,
}

impl Encrypted {
    fn new() -> Self {
        let (simulator, authority) = (simulator(), Authority::new());
        let site = Front::tls(authority.server(SITE), &simulator.site_origin());
        let home = Home::with_connector();
        home.file("token.txt", TOKEN);
        home.file("authority.pem", authority.pem());
        let (certificate, key) = authority.client();
        home.file("client.pem", certificate);
        home.private_file("client.key", key);
        Self { simulator, site, home }
    }

    /// The same, with the site's origin sent to its listener.
    fn mapped() -> Self {
        let new = Self::new();
        let home = new.home.reaching_origin(&format!("https://{}", new.site.address()));
        Self { home, ..new }
    }
}

/// A home with a connection `intranet` to a Data Center, which is named by its address.
fn on_premises(simulator: &Simulator) -> Home {
    let home = Home::with_connector();
    home.file("password.txt", Options::default().password);
    let uri = format!("uri={}/confluence", simulator.site_origin());
    let fields = ["--set", "address=uri", "--set", &uri, "--set", "username=user"];
    let add = ["connections", "add", "intranet", "--auth", "basic", "--secret-file", "password=password.txt"];
    let added = home.run(&[&add[..], &fields].concat());
    assert_eq!(added.code, Some(0), "{added}");
    simulator.clear_requests();
    home
}

/// Runs the command with variables.
fn with(home: &Home, variables: &[(&str, &str)], arguments: &[&str]) -> Outcome {
    let mut command = home.command(arguments);
    home.outcome(&command.envs(variables.iter().copied()).output().unwrap())
}

fn succeeds(outcome: &Outcome) {
    assert_eq!(outcome.code, Some(0), "{outcome}");
}

#[test]
fn a_bundle_makes_an_own_authority_trusted() {
    let Encrypted { simulator, site, home } = Encrypted::mapped();
    let doubted = home.run(&words(ADD));
    assert_eq!(doubted.code, Some(9), "{doubted}");
    assert!(doubted.stderr.contains("could not connect to acme.atlassian.net"), "{doubted}");
    assert_eq!((simulator.requests().len(), site.noted().len()), (0, 0));
    succeeds(&home.run(&[&words(ADD)[..], &["--ca-bundle", "authority.pem"]].concat()));
    succeeds(&with(&home, &[("CONNECTOR_CA_BUNDLE", "authority.pem")], &RUN));
    assert!(site.noted().iter().all(|shown| shown == "no certificate"));
}

#[test]
fn a_client_certificate_is_shown() {
    let Encrypted { site, home, simulator: _simulator } = Encrypted::mapped();
    let files = words("--ca-bundle authority.pem --client-certificate client.pem --client-key client.key");
    succeeds(&home.run(&[&words(ADD)[..], &files].concat()));
    let shown = site.noted();
    assert!(!shown.is_empty() && shown.iter().all(|shown| shown == "a certificate"), "{shown:?}");
    let variables = [
        ("CONNECTOR_CA_BUNDLE", "authority.pem"),
        ("CONNECTOR_CLIENT_CERTIFICATE", "client.pem"),
        ("CONNECTOR_CLIENT_KEY", "client.key"),
    ];
    succeeds(&with(&home, &variables, &RUN));
    assert_eq!(site.next(), "a certificate");
}

#[test]
fn certificates_and_keys_that_cannot_be_used_are_told() {
    let Encrypted { home, .. } = Encrypted::new();
    home.file("empty.pem", "");
    home.file("exposed.key", "");
    let list = |more: &str| home.run(&[&["connections", "list"], &words(more)[..]].concat());
    assert_snapshot!("bundle_missing", list("--ca-bundle missing.pem"));
    assert_snapshot!("bundle_empty", list("--ca-bundle empty.pem"));
    assert_snapshot!("client_key_missing", list("--client-certificate client.pem"));
    assert_snapshot!("client_certificate_missing", list("--client-key client.key"));
    assert_snapshot!("client_key_none", list("--client-certificate client.pem --client-key client.pem.key"));
    home.private_file("wrong.key", "no key");
    assert_snapshot!("client_key_wrong", list("--client-certificate client.pem --client-key wrong.key"));
    // The file's permissions are looked at before its content.
    #[cfg(unix)]
    assert_snapshot!("client_key_exposed", list("--client-certificate client.pem --client-key exposed.key"));
}

#[test]
fn everything_goes_through_a_proxy_that_resolves() {
    for scheme in ["http", "socks5"] {
        let Encrypted { simulator, site, home } = Encrypted::new();
        let target = site.address().to_string();
        let proxy = if scheme == "http" { Front::http_proxy(&target) } else { Front::socks_proxy(&target) };
        // What other programs take for a proxy is none for this one.
        let sink = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        sink.set_nonblocking(true).unwrap();
        let other = format!("http://{}", sink.local_addr().unwrap());
        let own = format!("{scheme}://operator:hidden-word@{}", proxy.address());
        let variables = [
            ("CONNECTOR_CA_BUNDLE", "authority.pem"),
            ("CONNECTOR_PROXY", own.as_str()),
            ("CONNECTOR_PROXY_RESOLVES", "true"),
            ("HTTPS_PROXY", &other),
            ("https_proxy", &other),
            ("ALL_PROXY", &other),
            ("all_proxy", &other),
            ("HTTP_PROXY", &other),
        ];
        let outcomes = [
            with(&home, &variables, &[&words(ADD)[..], &["-vv"]].concat()),
            with(&home, &variables, &[&RUN[..], &["-vv"]].concat()),
            with(&home, &variables, &["egress", "--json"]),
            with(&home, &variables, &["--help"]),
        ];
        for outcome in &outcomes {
            succeeds(outcome);
            assert!(!format!("{}{}", outcome.stdout, outcome.stderr).contains("hidden-word"), "{outcome}");
        }
        assert_eq!(
            outcomes[2].json()[0]["destinations"]["proxy"],
            format!("{scheme}://{}", proxy.address()),
            "{}",
            outcomes[2]
        );
        let asked = proxy.noted();
        assert!(asked.len() >= 2, "{asked:?}");
        for asked in asked {
            if scheme == "http" {
                assert!(asked.starts_with("CONNECT acme.atlassian.net:443 HTTP/1.1\r\n"), "{asked}");
                assert!(asked.contains("Proxy-Authorization: Basic b3BlcmF0b3I6aGlkZGVuLXdvcmQ=\r\n"), "{asked}");
            } else {
                assert_eq!(asked, "operator:hidden-word acme.atlassian.net:443");
            }
        }
        assert!(simulator.requests().iter().all(|request| request.header("proxy-authorization").is_none()));
        assert!(sink.accept().is_err(), "nobody came to the other proxy");
    }
}

#[test]
fn a_proxy_is_asked_for_addresses_and_not_for_excepted_hosts() {
    let simulator = simulator();
    let home = on_premises(&simulator);
    let proxy = Front::http_proxy(&simulator.site_origin());
    let option = format!("http://{}", proxy.address());
    let through = [&RUN[..], &["--proxy", &option]].concat();
    succeeds(&home.run(&through));
    let place = simulator.site_origin().replace("http://", "");
    assert!(proxy.next().starts_with(&format!("CONNECT {place} HTTP/1.1\r\n")));
    succeeds(&home.run(&[&through[..], &["--no-proxy", "a.example,127.0.0.1"]].concat()));
    succeeds(&with(&home, &[("CONNECTOR_NO_PROXY", "a.example,127.0.0.1")], &through));
    // Nothing on the command line takes back what the environment says.
    succeeds(&with(&home, &[("CONNECTOR_PROXY", &option)], &[&RUN[..], &["--proxy", ""]].concat()));
    assert_eq!(proxy.noted(), Vec::<String>::new());
}

#[test]
fn the_operators_headers_are_sent() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let headers = ["--header", "X-Gateway: blue: and, green", "--header", "X-Tenant:7"];
    succeeds(&home.run(&[&RUN[..], &headers].concat()));
    let variable = [("CONNECTOR_HEADERS", "X-Gateway: blue: and, green\n\nX-Tenant: 7\n")];
    succeeds(&with(&home, &variable, &RUN));
    let requests = simulator.requests();
    assert!(requests.len() >= 2);
    for request in requests {
        assert_eq!(request.header("x-gateway"), Some("blue: and, green"));
        assert_eq!(request.header("x-tenant"), Some("7"));
    }
}

#[test]
fn a_request_does_not_wait_where_that_is_not_wanted() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let wait = FaultAction::RateLimited { retry_after: Some("20".to_owned()) };
    simulator.fault(Fault::once(wait).times(u32::MAX));
    let mut told = home.run(&["run", "list-spaces", "--max-wait", "0"]);
    // Begun seconds count, and the pause begins anywhere in one.
    told.stderr = told.stderr.replace("in 21 seconds", "in 20 seconds");
    assert_snapshot!("max_wait", told);
    assert_eq!(simulator.requests().len(), 1);
    let check = with(&home, &[("CONNECTOR_MAX_WAIT", "0")], &["connections", "check", "acme"]);
    assert_eq!(check.code, Some(8), "{check}");
}

#[test]
fn wrong_values_are_told() {
    let home = Home::empty();
    let list = |more: &[&str]| home.run(&[&["connections", "list"], more].concat());
    let proxy = list(&["--proxy", "https://operator:hidden-word@proxy.example"]);
    assert!(!proxy.stderr.contains("hidden-word"), "{proxy}");
    assert_snapshot!("wrong_proxy", proxy);
    assert_snapshot!("wrong_switch", with(&home, &[("CONNECTOR_PROXY_RESOLVES", "perhaps")], &["connections", "list"]));
    assert_snapshot!("wrong_header", list(&["--header", "X-Gateway blue"]));
    assert_snapshot!("refused_header", list(&["--header", "Authorization: Bearer x"]));
    assert_snapshot!("wrong_source_address", list(&["--source-address", "eth0"]));
    assert_snapshot!("wrong_max_wait", list(&["--max-wait", "a minute"]));
    let json = list(&["--max-wait=-1", "--json"]);
    assert_eq!((json.code, json.error()["kind"].as_str()), (Some(2), Some("usage")), "{json}");
}

#[test]
fn empty_variables_say_nothing() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let variables = [
        "CA_BUNDLE",
        "CLIENT_CERTIFICATE",
        "CLIENT_KEY",
        "PROXY",
        "PROXY_RESOLVES",
        "NO_PROXY",
        "HEADERS",
        "SOURCE_ADDRESS",
        "MAX_WAIT",
    ]
    .map(|name| format!("CONNECTOR_{name}"));
    let variables: Vec<(&str, &str)> = variables.iter().map(|name| (name.as_str(), "")).collect();
    succeeds(&with(&home, &variables, &RUN));
}

#[test]
fn the_destinations_name_the_proxy_and_the_source_address() {
    let home = Home::connected(&simulator());
    let network = words("--proxy http://operator:hidden-word@proxy.example:3128 --source-address 192.0.2.10");
    assert_snapshot!("egress_network", home.run(&[&["egress"], &network[..]].concat()));
}

#[cfg(target_os = "linux")]
#[test]
fn requests_come_from_the_source_address() {
    let simulator = simulator();
    let home = on_premises(&simulator);
    // Every address of 127.0.0.0/8 is this machine's, and so is none of the documentation's (RFC 5737).
    succeeds(&home.run(&[&RUN[..], &["--source-address", "127.0.0.2"]].concat()));
    let nobody = home.run(&[&RUN[..], &["--source-address", "192.0.2.10"]].concat());
    assert_eq!(nobody.code, Some(9), "{nobody}");
    let other = home.run(&[&RUN[..], &["--source-address", "::1"]].concat());
    assert!(other.stderr.contains("no address is of the family of the source address"), "{other}");
}
