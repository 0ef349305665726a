use http::Method;
use serde_json::Value;

use crate::egress::changes;
use crate::manifest;

/// The requests that a call may make.
#[derive(Clone, Debug)]
pub(crate) enum Routes {
    /// None at all.
    Nothing,
    /// Any that changes nothing: what `check` may do.
    Reads,
    /// Those that an action declares.
    Declared(Vec<Route>),
}

/// A declared route, read.
#[derive(Clone, Debug)]
pub(crate) struct Route {
    endpoint: String,
    /// None for `*`.
    method: Option<Method>,
    segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Any,
    Rest,
}

impl Routes {
    /// The routes of an action that hold for a connection and an input.
    pub(crate) fn declared<'a>(
        action: &manifest::Action,
        value: impl Fn(&str) -> Option<&'a str> + Copy,
        input: &Value,
    ) -> Self {
        let routes = action.routes.iter().filter(|route| route.serves(value, Some(input)));
        Self::Declared(routes.filter_map(Route::read).collect())
    }

    /// Whether a request with this method and path (below the base URL, percent-encoded) may be made.
    pub(crate) fn allow(&self, endpoint: &str, method: &Method, path: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Reads => !changes(method),
            Self::Declared(routes) => routes.iter().any(|route| route.fits(endpoint, method, path)),
        }
    }
}

impl Route {
    /// Reads a declaration such as `GET /pages/{id}`; none where it cannot be read, so that it allows nothing.
    pub(crate) fn read(route: &manifest::Route) -> Option<Self> {
        let (method, path) = route.request.split_once(' ')?;
        let method = match method {
            "*" => None,
            name if name.bytes().all(|byte| byte.is_ascii_uppercase()) => {
                Some(Method::from_bytes(name.as_bytes()).ok()?)
            }
            _ => return None,
        };
        let parts: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        let mut segments = Vec::with_capacity(parts.len());
        for (index, part) in parts.iter().enumerate() {
            let field = part.strip_prefix('{').and_then(|inner| inner.strip_suffix('}'));
            segments.push(match field {
                Some(name) if name.ends_with("...") && index + 1 == parts.len() => Segment::Rest,
                Some(name) if !name.is_empty() && !name.contains(['{', '}', '.']) => Segment::Any,
                Some(_) => return None,
                None if part.contains(['{', '}', '?', '#', '*']) => return None,
                None => Segment::Literal((*part).to_owned()),
            });
        }
        Some(Self { endpoint: route.endpoint.clone(), method, segments })
    }

    fn fits(&self, endpoint: &str, method: &Method, path: &str) -> bool {
        if self.endpoint != endpoint || self.method.as_ref().is_some_and(|declared| declared != method) {
            return false;
        }
        let mut parts = path.strip_prefix('/').unwrap_or(path).split('/');
        for segment in &self.segments {
            match (segment, parts.next()) {
                (Segment::Rest, _) => return true,
                (Segment::Any, Some(part)) if !part.is_empty() => {}
                (Segment::Literal(text), Some(part)) if text == part => {}
                _ => return false,
            }
        }
        parts.next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(request: &str) -> Option<Route> {
        Route::read(&manifest::Route {
            endpoint: "api".into(),
            request: request.into(),
            scopes: vec![],
            when: vec![],
            given: vec![],
        })
    }

    #[test]
    fn a_route_allows_what_it_says_and_nothing_else() {
        let routes = Routes::Declared(vec![route("GET /pages/{id}").unwrap(), route("* /raw/{path...}").unwrap()]);
        for (method, path) in [
            (Method::GET, "/pages/7"),
            (Method::GET, "/pages/a%20b"),
            (Method::DELETE, "/raw/a/b/c"),
            (Method::POST, "/raw/"),
            (Method::POST, "/raw"),
        ] {
            assert!(routes.allow("api", &method, path), "{method} {path}");
        }
        for (method, path) in [
            (Method::POST, "/pages/7"),
            (Method::GET, "/pages"),
            (Method::GET, "/pages/"),
            (Method::GET, "/pages/7/"),
            (Method::GET, "/pages/7/labels"),
            (Method::GET, "/Pages/7"),
            (Method::GET, "/p%61ges/7"),
            (Method::GET, "/"),
            (Method::GET, "/rawx"),
        ] {
            assert!(!routes.allow("api", &method, path), "{method} {path}");
        }
        assert!(!routes.allow("other", &Method::GET, "/pages/7"));
    }

    #[test]
    fn a_declaration_that_cannot_be_read_allows_nothing() {
        for request in
            ["", "GET", "GET pages", "get /pages", "GET /{a...}/b", "GET /a{b}", "GET /{}", "GET /*", "GET /a?b"]
        {
            assert!(route(request).is_none(), "{request}");
        }
    }
}
