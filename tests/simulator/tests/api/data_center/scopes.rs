//! What tokens are good for.

use confluence_simulator::Consent;
use serde_json::{Value, json};

use super::server::Server;
use crate::app::{CALLBACK, encoded, parameter};

/// Lets the user consent to a scope and returns the header of the token.
fn token(server: &Server, scope: &str) -> String {
    let (client, secret) = ("simulated-data-center-client", "simulated-data-center-secret-0123456789");
    let url = format!(
        "https://wiki.example.com/confluence/rest/oauth2/latest/authorize?client_id={client}&response_type=code&scope={scope}&redirect_uri={}",
        encoded(CALLBACK)
    );
    let location = server.simulator.consent(&url, &Consent::accept(&[])).unwrap();
    let code = parameter(&location, "code").unwrap();
    let form = format!(
        "grant_type=authorization_code&client_id={client}&client_secret={secret}&code={code}&redirect_uri={}",
        encoded(CALLBACK)
    );
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let tokens = server.raw("POST", "/rest/oauth2/latest/token", &headers, form.as_bytes()).expect(200);
    format!("Bearer {}", tokens["access_token"].as_str().unwrap())
}

#[test]
fn a_scope_includes_those_before_it() {
    let server = Server::start();
    let group = json!({"name": "crew"});
    for (scope, read, write, admin) in
        [("READ", 200, 403, 403), ("WRITE", 200, 200, 403), ("ADMIN", 200, 200, 200), ("SYSTEM_ADMIN", 200, 200, 409)]
    {
        let token = token(&server, scope);
        let status = |method: &str, target: &str, body: &Value| server.send_as(&token, method, target, body).status;
        assert_eq!(status("GET", "/rest/api/content", &Value::Null), read, "{scope}");
        let label = json!([{"name": "a"}]);
        assert_eq!(status("POST", "/rest/api/content/131075/label", &label), write, "{scope}");
        assert_eq!(status("POST", "/rest/api/admin/group", &group), admin, "{scope}");
    }
}
