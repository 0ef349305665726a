use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use crate::{Error, ErrorKind, Method, Request};

/// All but the unreserved characters of RFC 3986 §2.3.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How an action's fields become a request, such as `GET /pages/{id}?body-format={bodyFormat}`.
///
/// A `{field}` in the path is one segment, percent-encoded. In the query it is left out where the field is absent, and
/// repeated where it is a list; `{field,}` joins a list with commas instead. What a `POST`, `PUT` or `PATCH` does not name becomes its JSON body. `*` stands for any
/// method and `{path...}` for any rest; such a route declares what is allowed, and its action makes its own requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    method: Option<Method>,
    segments: Vec<Part>,
    query: Vec<(String, Part)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    Field(String),
    /// A field whose list is one value, joined with commas.
    Joined(String),
    Rest(String),
}

/// What is wrong with the text of a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteError(String);

impl fmt::Display for RouteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for RouteError {}

impl Route {
    /// Reads a route.
    ///
    /// # Errors
    /// Where there is no method and path, the method is unknown, or a part is neither text nor one `{field}`.
    pub fn parse(text: &str) -> Result<Self, RouteError> {
        let (method, target) =
            text.split_once(' ').ok_or_else(|| RouteError(format!("`{text}` is not a method and a path")))?;
        let method = match method {
            "*" => None,
            name => Some(method_of(name).ok_or_else(|| RouteError(format!("unknown method `{name}`")))?),
        };
        let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
        let path = path.strip_prefix('/').ok_or_else(|| RouteError(format!("`{path}` does not begin with `/`")))?;
        let segments: Vec<Part> = path.split('/').map(Part::parse).collect::<Result<_, _>>()?;
        if segments.iter().any(|part| matches!(part, Part::Joined(_))) {
            return Err(RouteError(format!("`{path}` joins a list, which only a query can")));
        }
        let query = query
            .into_iter()
            .flat_map(|query| query.split('&'))
            .map(|pair| {
                let (name, value) =
                    pair.split_once('=').ok_or_else(|| RouteError(format!("`{pair}` is not a name and a value")))?;
                let value = Part::parse(value)?;
                if matches!(value, Part::Rest(_)) {
                    return Err(RouteError(format!("`{pair}` stands for a rest, which only a path can")));
                }
                Ok((name.to_owned(), value))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { method, segments, query })
    }

    /// The method and path alone, as the manifest declares them.
    pub fn pattern(text: &str) -> &str {
        text.split_once('?').map_or(text, |(pattern, _)| pattern)
    }

    /// The method; none for `*`.
    pub fn method(&self) -> Option<Method> {
        self.method
    }

    /// Whether a request of this method and path, which is percent-encoded and without a query, could be made by it.
    pub fn takes(&self, method: Method, path: &str) -> bool {
        if self.method.is_some_and(|own| own != method) {
            return false;
        }
        let mut found = path.trim_start_matches('/').split('/');
        for segment in &self.segments {
            let fits = match (segment, found.next()) {
                (Part::Rest(_), _) => return true,
                (Part::Literal(text), Some(other)) => text == other,
                (Part::Field(_) | Part::Joined(_), Some(other)) => !other.is_empty(),
                (_, None) => false,
            };
            if !fits {
                return false;
            }
        }
        found.next().is_none()
    }

    /// The fields in the path.
    pub fn path_fields(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(Part::field)
    }

    /// The fields in the query.
    pub fn query_fields(&self) -> impl Iterator<Item = &str> {
        self.query.iter().filter_map(|(_, part)| part.field())
    }

    /// Fills in the fields.
    ///
    /// # Errors
    /// `invalid-input` where a field of the path is missing or cannot be a segment; `internal` for a route without
    /// a method or with a rest.
    pub fn request(&self, fields: &Map<String, Value>) -> Result<Request, Error> {
        let Some(method) = self.method else {
            return Err(Error::new(ErrorKind::Internal, "a route for any method makes no request by itself"));
        };
        let mut path = String::new();
        for segment in &self.segments {
            path.push('/');
            match segment {
                Part::Literal(text) => path.push_str(text),
                Part::Field(name) => path.extend(utf8_percent_encode(&segment_value(fields, name)?, SEGMENT)),
                Part::Joined(_) | Part::Rest(_) => {
                    return Err(Error::new(ErrorKind::Internal, "a route with a rest makes no request by itself"));
                }
            }
        }
        let mut request = Request::new(method, path);
        for (name, part) in &self.query {
            match part {
                Part::Literal(text) | Part::Rest(text) => request = request.query(name, text),
                Part::Field(field) => {
                    for value in query_values(fields, field)? {
                        request = request.query(name, value);
                    }
                }
                Part::Joined(field) => {
                    let values = query_values(fields, field)?;
                    if !values.is_empty() {
                        request = request.query(name, values.join(","));
                    }
                }
            }
        }
        if matches!(method, Method::Post | Method::Put | Method::Patch) {
            let named: Vec<&str> = self.path_fields().chain(self.query_fields()).collect();
            let body: Map<String, Value> = fields
                .iter()
                .filter(|(name, value)| !named.contains(&name.as_str()) && !value.is_null())
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            if !body.is_empty() {
                request = request.json(&body)?;
            }
        }
        Ok(request)
    }
}

impl Part {
    fn parse(text: &str) -> Result<Self, RouteError> {
        let Some(inner) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else {
            return if text.contains(['{', '}']) {
                Err(RouteError(format!("`{text}` is neither text nor one field")))
            } else {
                Ok(Self::Literal(text.to_owned()))
            };
        };
        let (name, part): (_, fn(String) -> Self) = match (inner.strip_suffix("..."), inner.strip_suffix(',')) {
            (Some(name), _) => (name, Self::Rest as _),
            (None, Some(name)) => (name, Self::Joined as _),
            (None, None) => (inner, Self::Field as _),
        };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(RouteError(format!("`{text}` does not name a field")));
        }
        Ok(part(name.to_owned()))
    }

    fn field(&self) -> Option<&str> {
        match self {
            Self::Field(name) | Self::Joined(name) => Some(name),
            Self::Literal(_) | Self::Rest(_) => None,
        }
    }
}

fn segment_value(fields: &Map<String, Value>, name: &str) -> Result<String, Error> {
    let refuse = |message: &str| Err(invalid(name, message));
    match fields.get(name) {
        None | Some(Value::Null) => refuse("is needed"),
        Some(Value::String(text)) if text.is_empty() => refuse("must not be empty"),
        Some(Value::String(text)) if text == "." || text == ".." => refuse("cannot be a segment of a path"),
        // No host takes these, encoded or not: what stands behind a proxy may read another path.
        Some(Value::String(text))
            if text.contains(|letter: char| matches!(letter, '/' | '\\') || letter.is_ascii_control()) =>
        {
            refuse("must not contain a slash, a backslash or a control character")
        }
        Some(Value::String(text)) => Ok(text.clone()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        Some(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => refuse("cannot be a segment of a path"),
    }
}

fn query_values(fields: &Map<String, Value>, name: &str) -> Result<Vec<String>, Error> {
    let scalar = |value: &Value| match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => Err(invalid(name, "cannot be a query parameter")),
    };
    match fields.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(values)) => values.iter().map(scalar).collect(),
        Some(value) => Ok(vec![scalar(value)?]),
    }
}

fn invalid(name: &str, message: &str) -> Error {
    Error::new(ErrorKind::InvalidInput, format!("`{name}` {message}")).problem(format!("/{name}"), message)
}

/// The method of this name, such as `GET`.
pub(crate) fn method_of(name: &str) -> Option<Method> {
    Some(match name {
        "GET" => Method::Get,
        "HEAD" => Method::Head,
        "POST" => Method::Post,
        "PUT" => Method::Put,
        "PATCH" => Method::Patch,
        "DELETE" => Method::Delete,
        "OPTIONS" => Method::Options,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::{Body, Target};

    fn request(route: &str, fields: Value) -> Result<Request, Error> {
        let Value::Object(fields) = fields else { panic!("fields are an object") };
        Route::parse(route).unwrap().request(&fields)
    }

    fn target(request: &Request) -> (String, Vec<(String, String)>) {
        match &request.target {
            Target::Path(location) => (location.path.clone(), location.query.clone()),
            Target::Link(link) => panic!("a link: {link}"),
        }
    }

    #[test]
    fn fields_go_where_the_route_names_them_and_the_rest_into_the_body() {
        let request = request(
            "POST /pages/{id}?private={private}&mode=x",
            json!({"id": 7, "private": true, "title": "A", "parentId": null}),
        )
        .unwrap();
        assert_eq!(
            target(&request),
            ("/pages/7".to_owned(), vec![("private".into(), "true".into()), ("mode".into(), "x".into())])
        );
        let Some(Body::Content(content)) = &request.body else { panic!("no body") };
        assert_eq!(content.bytes, br#"{"title":"A"}"#);
    }

    #[test]
    fn absent_parameters_are_left_out_and_lists_are_repeated() {
        let request = request("GET /pages?id={id}&sort={sort}", json!({"id": ["1", "2"]})).unwrap();
        assert_eq!(target(&request).1, [("id".to_owned(), "1".to_owned()), ("id".to_owned(), "2".to_owned())]);
        assert_eq!(request.body, None);
    }

    #[test]
    fn a_list_is_joined_where_the_route_says_so() {
        let request = request("GET /pages?expand={expand,}&x={x,}", json!({"expand": ["a", "b"], "x": []})).unwrap();
        assert_eq!(target(&request).1, [("expand".to_owned(), "a,b".to_owned())]);
    }

    #[test]
    fn a_segment_that_would_leave_its_place_is_refused() {
        for id in
            [json!(""), json!("."), json!(".."), json!("a/b"), json!("a\\b"), json!("a\n"), json!(null), json!([1])]
        {
            let error = request("GET /pages/{id}", json!({"id": id})).unwrap_err();
            assert_eq!(error.kind, ErrorKind::InvalidInput, "{id}");
            assert_eq!(error.problems[0].at, "/id");
        }
    }

    #[test]
    fn a_route_that_cannot_be_read_says_why() {
        for (text, reason) in [
            ("GET", "is not a method and a path"),
            ("GRAB /x", "unknown method"),
            ("GET x", "does not begin with"),
            ("GET /a{b}", "neither text nor one field"),
            ("GET /{}", "does not name a field"),
            ("GET /a?b", "is not a name and a value"),
            ("GET /a?b={c...}", "only a path can"),
            ("GET /a/{b,}", "only a query can"),
        ] {
            assert!(Route::parse(text).unwrap_err().to_string().contains(reason), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_segment_stays_one_segment(id in "\\PC+") {
            if let Ok(request) = request("GET /a/{id}/b", json!({"id": id})) {
                let (path, _) = target(&request);
                prop_assert_eq!(path.split('/').count(), 4);
                prop_assert!(!path.contains(['?', '#', '\\', ' ']));
                let decoded = percent_encoding::percent_decode_str(path.split('/').nth(2).unwrap()).decode_utf8().unwrap();
                prop_assert_eq!(decoded.as_ref(), id.as_str());
            }
        }

        #[test]
        fn reading_a_route_never_panics(text in "\\PC*") {
            let _ = Route::parse(&text);
        }
    }

    #[test]
    fn a_route_takes_the_requests_that_it_could_make() {
        for (route, method, path, takes) in [
            ("GET /pages/{id}?a={b}", Method::Get, "/pages/7", true),
            ("GET /pages/{id}", Method::Put, "/pages/7", false),
            ("GET /pages/{id}", Method::Get, "/pages", false),
            ("GET /pages/{id}", Method::Get, "/pages/", false),
            ("GET /pages/{id}", Method::Get, "/pages/7/labels", false),
            ("GET /pages/{id}/labels", Method::Get, "/pages/7/labels", true),
            ("* /{path...}", Method::Delete, "/pages/7", true),
        ] {
            assert_eq!(Route::parse(route).unwrap().takes(method, path), takes, "{route}: {path}");
        }
    }
}
