//! The instance as its user sees it.

use confluence_simulator::{Options, Simulator};
use serde_json::{Value, json};

use crate::client::{Reply, basic, send};

/// Is an instance with the credentials of its first user.
pub(super) struct Server {
    pub(super) simulator: Simulator,
    pub(super) user: String,
}

impl Server {
    pub(super) fn start() -> Self {
        let simulator = Simulator::start(Options { pages: 3, ..Options::default() }).unwrap();
        Self { simulator, user: basic("user", "simulator-password") }
    }

    /// Sends a request with some credentials and headers, to a path below the context path.
    pub(super) fn raw(&self, method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        send(&self.simulator.site_origin(), method, &format!("/confluence{target}"), headers, body).unwrap()
    }

    /// Sends JSON as somebody; null is no body.
    pub(super) fn send_as(&self, authorization: &str, method: &str, target: &str, body: &Value) -> Reply {
        let headers = [("authorization", authorization), ("content-type", "application/json")];
        let text = if body.is_null() { String::new() } else { body.to_string() };
        self.raw(method, target, &headers, text.as_bytes())
    }

    pub(super) fn send(&self, method: &str, target: &str, body: &Value) -> Reply {
        self.send_as(&self.user, method, target, body)
    }

    pub(super) fn get(&self, target: &str) -> Reply {
        self.send("GET", target, &Value::Null)
    }

    pub(super) fn delete(&self, target: &str) -> Reply {
        self.send("DELETE", target, &Value::Null)
    }

    /// Creates content and returns its id.
    #[track_caller]
    pub(super) fn create(&self, body: &Value) -> String {
        self.send("POST", "/rest/api/content", body).expect(200)["id"].as_str().unwrap().to_owned()
    }

    /// Creates a page in `DOCS` and returns its id.
    #[track_caller]
    pub(super) fn page(&self, title: &str) -> String {
        self.create(&page(title, "<p>text</p>"))
    }

    /// Adds a user with the password `secret` and returns credentials and key.
    #[track_caller]
    pub(super) fn add_user(&self, name: &str) -> (String, String) {
        let user = json!({"userName": name, "fullName": name, "email": "a@example.com", "password": "secret"});
        let made = self.send("POST", "/rest/api/admin/user", &user).expect(201);
        (basic(name, "secret"), made["userKey"].as_str().unwrap().to_owned())
    }

    /// Attaches a file and returns the attachment.
    #[track_caller]
    pub(super) fn attach(&self, content: &str, name: &str, bytes: &str) -> Value {
        let target = format!("/rest/api/content/{content}/child/attachment");
        self.upload(&target, &[("file", name, bytes)]).expect(200)["results"][0].clone()
    }

    /// Uploads a form of names, file names (none for texts) and contents.
    pub(super) fn upload(&self, target: &str, parts: &[(&str, &str, &str)]) -> Reply {
        let headers = [
            ("authorization", self.user.as_str()),
            ("x-atlassian-token", "no-check"),
            ("content-type", "multipart/form-data; boundary=edge"),
        ];
        self.raw("POST", target, &headers, &form(parts))
    }
}

/// Makes the body of a new page in `DOCS`.
pub(super) fn page(title: &str, storage: &str) -> Value {
    json!({
        "type": "page",
        "title": title,
        "space": {"key": "DOCS"},
        "body": {"storage": {"value": storage, "representation": "storage"}},
    })
}

/// Makes the body of a new version.
pub(super) fn version(number: u32, title: &str, storage: &str) -> Value {
    let mut body = page(title, storage);
    body["version"] = json!({"number": number});
    body
}

/// Returns a field of each row of a list.
pub(super) fn column(list: &Value, name: &str) -> Vec<String> {
    let rows = list["results"].as_array().unwrap_or_else(|| panic!("{list}"));
    rows.iter().map(|row| row[name].as_str().map_or_else(|| row[name].to_string(), str::to_owned)).collect()
}

fn form(parts: &[(&str, &str, &str)]) -> Vec<u8> {
    let written = parts.iter().map(|(name, file, content)| {
        let (file, charset) =
            if file.is_empty() { (String::new(), "; charset=UTF-8") } else { (format!("; filename=\"{file}\""), "") };
        let head =
            format!("content-disposition: form-data; name=\"{name}\"{file}\r\ncontent-type: text/plain{charset}");
        format!("--edge\r\n{head}\r\n\r\n{content}\r\n")
    });
    format!("{}--edge--\r\n", written.collect::<String>()).into_bytes()
}
