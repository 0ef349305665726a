//! Any request.

use std::collections::BTreeMap;

use connector_sdk::serde_json::value::RawValue;
use connector_sdk::serde_json::{Number, Value, from_str, value::to_raw_value};
use connector_sdk::{
    Action, BlobId, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Method, Request, Response, Retry,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::NO_CHECK;

/// Headers that concern the connection between two machines, and say nothing once the body is here.
const OF_THE_WIRE: &[&str] = &[
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "keep-alive",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Headers that the host sets or refuses: the credential, what frames a body, and what would let a request pass for another.
const OF_THE_HOST: &[&str] = &[
    "accept-encoding",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "cookie2",
    "expect",
    "forwarded",
    "host",
    "http2-settings",
    "if-range",
    "keep-alive",
    "origin",
    "range",
    "referer",
    "set-cookie",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
    "remote-user",
    "x-api-key",
    "x-authorization",
    "x-auth-token",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-http-method",
    "x-http-method-override",
    "x-method-override",
    "x-host",
    "x-original-host",
    "x-original-url",
    "x-real-ip",
    "x-rewrite-url",
    "true-client-ip",
];

/// Beginnings of such headers.
const OF_THE_HOST_PREFIXES: &[&str] = &["proxy-", "sec-", "x-forwarded-", "x-remote-"];

/// Sends any request to Confluence's API, for what no other action does.
///
/// The credential is added. An answer outside the 200s is an error.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiRequest {
    /// The method. Default: `GET`.
    pub method: Option<ApiMethod>,
    /// The path below the address of the connection, percent-encoded and without a query, such as
    /// `/wiki/api/v2/pages` on Cloud or `/rest/api/content` on Data Center.
    pub path: String,
    /// The parameters, by name, such as `{"limit": 5, "status": ["current", "archived"]}`; a list repeats its name. By
    /// default, none.
    #[schemars(with = "Option<BTreeMap<String, QueryValue>>")]
    pub query: Option<Fields>,
    /// Headers, by name; those that carry a credential or describe the body are refused. By default, none.
    #[schemars(with = "Option<BTreeMap<String, String>>")]
    pub headers: Option<Fields>,
    /// The JSON to send. By default, nothing.
    pub body: Option<Value>,
    /// A file to send instead of JSON. By default, none.
    pub file: Option<BlobId>,
    /// Whether to keep the body of the answer as a file. Default: `false`.
    pub save_body: Option<bool>,
}

/// A method of a request.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum ApiMethod {
    /// Reads.
    #[default]
    Get,
    /// Reads the headers alone.
    Head,
    /// Creates, or does what the path says.
    Post,
    /// Replaces.
    Put,
    /// Changes in part.
    Patch,
    /// Removes.
    Delete,
    /// Asks what is possible.
    Options,
}

// It is read as any JSON: these say what the schema allows.
/// The value of a parameter.
#[derive(JsonSchema)]
#[serde(untagged)]
pub enum QueryValue {
    /// A text.
    Text(String),
    /// A number.
    Number(Number),
    /// `true` or `false`.
    Flag(bool),
    /// Several values, sent as one parameter each.
    List(Vec<QueryScalar>),
}

/// One value of a parameter.
#[derive(JsonSchema)]
#[serde(untagged)]
pub enum QueryScalar {
    /// A text.
    Text(String),
    /// A number.
    Number(Number),
    /// `true` or `false`.
    Flag(bool),
}

/// The answer.
#[derive(Serialize, JsonSchema)]
pub struct ApiResponse {
    /// The HTTP status, in the 200s.
    pub status: u16,
    /// The headers, with names in lower case, without those that only concern the connection.
    #[schemars(with = "BTreeMap<String, String>")]
    pub headers: Fields,
    /// The body: JSON where it is JSON, else a text; null where there is none. Absent where it was kept as a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Value>")]
    pub body: Option<Box<RawValue>>,
    /// The file that holds the body, where `saveBody` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<BlobId>,
}

impl Action for ApiRequest {
    type Output = ApiResponse;
    const NAME: &str = "api-request";
    const GROUP: &str = "api";
    const ROUTE: &str = "* /{path...}";
    const EFFECT: Effect = Effect::Write;
    const REMOVES_GIVEN: Conditions = &[("method", &["DELETE"])];

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        let response = context.send(&this.request()?)?;
        let mut headers = Fields::new();
        for (name, value) in response.headers.iter().filter(|(name, _)| !OF_THE_WIRE.contains(&name.as_str())) {
            let values = match headers.get(name).and_then(Value::as_str) {
                Some(before) => [before, ", ", value].concat(),
                None => value.clone(),
            };
            headers.insert(name.clone(), values.into());
        }
        let file = response.blob();
        let body = if file.is_some() { None } else { Some(body(&response)?) };
        Json::of(&ApiResponse { status: response.status, headers, body, file })
    }
}

impl ApiRequest {
    fn request(&self) -> Result<Request, Error> {
        let method = self.method.unwrap_or_default().into();
        let mut request = Request::new(method, self.checked_path()?);
        for (name, value) in self.query.iter().flatten() {
            for value in texts(value) {
                request = request.query(name, value);
            }
        }
        let mut headers: Vec<(&str, &str)> = Vec::new();
        for (name, value) in self.headers.iter().flatten() {
            let lower = name.to_ascii_lowercase();
            if OF_THE_HOST.contains(&lower.as_str())
                || OF_THE_HOST_PREFIXES.iter().any(|prefix| lower.starts_with(prefix))
            {
                let at = format!("/headers/{}", name.replace('~', "~0").replace('/', "~1"));
                return Err(Error::new(ErrorKind::InvalidInput, format!("the header `{name}` cannot be given"))
                    .problem(at, "is not for a connector to set")
                    .hint("Leave it out: the credential and what describes the body are added to the request"));
            }
            headers.push((name, value.as_str().unwrap_or_default()));
        }
        if request.changes() {
            let absent = |name: &str| !headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
            headers.extend(NO_CHECK.iter().filter(|(name, _)| absent(name)).copied().collect::<Vec<_>>());
            request = request.retry(Retry::Never);
        }
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request = match (&self.body, &self.file) {
            (Some(_), Some(_)) => {
                return Err(Error::new(ErrorKind::InvalidInput, "a request has one body")
                    .problem("/file", "cannot stand beside `body`"));
            }
            (Some(body), None) => request.json(body)?,
            (None, Some(file)) => request.blob(file, None),
            (None, None) => request,
        };
        Ok(if self.save_body == Some(true) { request.into_blob() } else { request })
    }

    /// The path, if it stays below the address of the connection.
    fn checked_path(&self) -> Result<&str, Error> {
        let path = self.path.as_str();
        let refused = |what: &str| {
            Error::new(ErrorKind::InvalidInput, format!("the path {what}")).problem("/path", what.to_owned())
        };
        if !path.starts_with('/') {
            return Err(refused("must begin with `/`"));
        }
        if path.contains('?') {
            return Err(refused("must not contain `?`").hint("Put the parameters into `query`"));
        }
        // RFC 3986 §3.3.
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@%".contains(&byte);
        let mut escapes = path.split('%').skip(1);
        if !path.bytes().all(plain)
            || !escapes.all(|rest| rest.len() >= 2 && rest.bytes().take(2).all(|digit| digit.is_ascii_hexdigit()))
        {
            return Err(refused("must be percent-encoded"));
        }
        let lower = path.to_ascii_lowercase();
        if ["//", "%2e", "%2f", "%5c"].iter().any(|part| lower.contains(part))
            || path.split('/').any(|segment| segment == "." || segment == "..")
        {
            return Err(refused("must not contain `//`, `.` or `..` as a segment, nor an encoded `.`, `/` or `\\`"));
        }
        Ok(path)
    }
}

impl From<ApiMethod> for Method {
    fn from(method: ApiMethod) -> Self {
        match method {
            ApiMethod::Get => Self::Get,
            ApiMethod::Head => Self::Head,
            ApiMethod::Post => Self::Post,
            ApiMethod::Put => Self::Put,
            ApiMethod::Patch => Self::Patch,
            ApiMethod::Delete => Self::Delete,
            ApiMethod::Options => Self::Options,
        }
    }
}

/// The texts that a parameter has.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

/// The body as JSON: as it came, or as a text.
fn body(response: &Response) -> Result<Box<RawValue>, Error> {
    let bytes = response.bytes();
    let value = if bytes.iter().all(u8::is_ascii_whitespace) {
        Value::Null
    } else if response.is_json() {
        match str::from_utf8(bytes).ok().and_then(|text| from_str(text).ok()) {
            Some(json) => return Ok(json),
            None => text(response)?,
        }
    } else {
        text(response)?
    };
    to_raw_value(&value).map_err(|error| Error::new(ErrorKind::Internal, format!("a body has no JSON form: {error}")))
}

fn text(response: &Response) -> Result<Value, Error> {
    std::str::from_utf8(response.bytes()).map(Value::from).map_err(|_| {
        Error::from_response(ErrorKind::InvalidInput, "the answer is something other than text", response)
            .problem("/saveBody", "is needed for an answer that is not text")
            .hint("Give `saveBody` as `true` to keep it as a file")
    })
}
