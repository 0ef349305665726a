//! Plays recorded cases against a connector natively: no component, no host, no network.
//!
//! A case is one JSON file, `<action>.json` or `<action>.<variant>.json`: an input, the exchanges with the service in
//! order, and the output or error. A request that the case does not expect fails it, and so does one that never came.
//! `check`, `sites` and `resolve` have cases too, which have a connection instead of an input; the cases of `options` have
//! the list's name and the query as their input, and those of `schemas-for` the action's name and its input.

mod case;
mod output;
mod replay;
#[cfg(test)]
mod service;

use std::path::{Path, PathBuf};

pub use case::{CALLS, Case, CaseBlob, CaseError, Exchange, FormPart, Seen};
pub use output::{account, options, pairs, schemas, sites, waiting};
pub use replay::Replay;
use serde_json::Value;
#[cfg(test)]
pub(crate) use service::service;

use crate::request::DEFAULT_ENDPOINT;
use crate::route::method_of;
use crate::{Connector, Context, Error, Outcome};

/// Plays every case of a folder, and checks that every action has one, and so has what the manifest calls for beside.
///
/// # Panics
/// With everything that went otherwise than recorded.
pub fn play<C: Connector>(folder: impl AsRef<Path>) {
    let cases = read_folder(folder.as_ref());
    let mut faults = Vec::new();
    let manifest = C::manifest();
    let chooses = manifest.auth_types.iter().any(|auth_type| auth_type.choose_site);
    let called = [true, !manifest.derived.is_empty(), chooses];
    let calls =
        ["check", "resolve", "sites"].into_iter().zip(called).filter_map(|(call, called)| called.then_some(call));
    for list in C::OPTIONS {
        if !cases.iter().any(|(_, case)| case.action == "options" && case.query().0 == list.name) {
            faults.push(format!("the list `{}`: no case", list.name));
        }
    }
    for entry in C::ACTIONS.iter().filter(|entry| entry.narrowing.is_some()) {
        if !cases.iter().any(|(_, case)| case.action == "schemas-for" && case.question().0 == entry.name) {
            faults.push(format!("the schemas of {}: no case", entry.name));
        }
    }
    for name in C::ACTIONS.iter().map(|entry| entry.name).chain(calls) {
        if !cases.iter().any(|(_, case)| case.action == name) {
            faults.push(format!("{name}: no case"));
        }
    }
    for (path, case) in &cases {
        for fault in play_case::<C>(case) {
            faults.push(format!("{}: {fault}", path.display()));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Plays one case; what went otherwise than recorded.
pub fn play_case<C: Connector>(case: &Case) -> Vec<String> {
    let replay = Replay::new(case);
    let result = call::<C>(&replay, case).map_err(|error| CaseError::of(&error));
    let mut faults = replay.faults();
    faults.extend(case.judge(result, &replay.items(), &replay.saved()));
    if faults.is_empty() {
        faults = undeclared::<C>(&replay, case);
    }
    faults
}

/// Requests of a case that a host would refuse: no route of the action that serves its connection and input takes them.
fn undeclared<C: Connector>(replay: &Replay<'_>, case: &Case) -> Vec<String> {
    let entry = C::ACTIONS.iter().find(|entry| entry.name == case.action);
    let (Some(entry), Value::Object(fields)) = (entry, &case.input) else { return Vec::new() };
    let context = Context::new::<C>(replay);
    let routes: Vec<_> = entry.routes().filter(|route| route.serves(&context, fields)).collect();
    let declared = |request: &str| {
        let (method, target) = request.split_once(' ')?;
        let path = target.split('?').next().filter(|path| path.starts_with('/'))?;
        let method = method_of(method)?;
        Some(routes.iter().any(|route| route.takes(method, path)))
    };
    let requests = case.exchanges.iter().filter(|exchange| exchange.endpoint == DEFAULT_ENDPOINT);
    requests
        .filter(|exchange| declared(&exchange.request) == Some(false))
        .map(|exchange| format!("`{}`: no route of the action says so for this input", exchange.request))
        .collect()
}

fn call<C: Connector>(replay: &Replay<'_>, case: &Case) -> Result<Value, Error> {
    let context = Context::new::<C>(replay);
    match case.action.as_str() {
        "check" => C::check(&context).map(|found| account(&found)),
        "sites" => C::sites(&context).map(|found| sites(&found)),
        "resolve" => C::resolve(&context).map(|found| pairs(&found)),
        "options" => {
            let (list, query) = case.query();
            crate::connector::options::<C>(replay, &list, &query).map(|page| options(&page))
        }
        "schemas-for" => {
            let (action, input) = case.question();
            let of = |input: &str| crate::connector::schemas_for::<C>(replay, action, input);
            Ok(schemas(&of(&input.to_string())?, &of("{}")?))
        }
        action => {
            let resume = case.resume.as_ref().map(Value::to_string);
            let outcome = crate::connector::perform::<C>(replay, action, &case.input.to_string(), resume)?;
            Ok(match outcome {
                Outcome::Done(output) => output.read().unwrap_or_default(),
                Outcome::Waiting(left) => waiting(&left.resume.read().unwrap_or_default(), left.after, &left.message),
            })
        }
    }
}

/// Reads the cases of a folder, sorted by file name.
///
/// # Panics
/// Where the folder or a case cannot be read.
pub fn read_folder(folder: &Path) -> Vec<(PathBuf, Case)> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let case = Case::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path, case)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};
    use serde_json::json;

    use super::*;
    use crate::{
        Account, Action, ActionRoute, BlobId, Effect, Entry, ErrorKind, Fields, Json, Manifest, Method, Part, Request,
        Response, Site, entry,
    };

    /// Sends a file and receives another.
    #[derive(Serialize, Deserialize, JsonSchema)]
    struct ConvertFile {
        /// The file.
        file: BlobId,
    }

    impl Action for ConvertFile {
        type Output = Value;
        const NAME: &str = "convert-file";
        const GROUP: &str = "files";
        const ROUTE: &str = "POST /files";
        const EFFECT: Effect = Effect::Write;
        const HEADERS: &[(&str, &str)] = &[("x-check", "no")];

        fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
            let this = Self::read(fields)?;
            let parts = vec![Part::file("file", &this.file, None, None), Part::text("note", "n")];
            let response = context.send(&context.request(&this)?.form(parts).into_blob())?;
            let file = response.blob().ok_or_else(|| Error::new(ErrorKind::Internal, "no blob"))?;
            let blob = context.blob(&file)?;
            Json::of(&json!({"file": file, "size": blob.size, "mediaType": blob.media_type}))
        }
    }

    /// Gets a file and, whatever is asked for, its owner.
    #[derive(Serialize, Deserialize, JsonSchema)]
    struct GetOwner {
        /// What to get.
        r#type: Option<String>,
    }

    impl Action for GetOwner {
        type Output = Value;
        const NAME: &str = "get-owner";
        const GROUP: &str = "files";
        const ROUTE: &str = "GET /files/7";
        const ALSO: &[ActionRoute] = &[ActionRoute::new("GET /owners/{id}", &[]).given(&[("type", &["owner"])])];
        const EFFECT: Effect = Effect::Read;

        fn perform(context: &Context<'_>, _: Fields) -> Result<Json, Error> {
            context.send(&Request::new(Method::Get, "/files/7"))?;
            Json::from_response(context.send(&Request::new(Method::Get, "/owners/1"))?)
        }
    }

    #[test]
    fn a_request_that_is_declared_for_other_inputs_is_a_fault() {
        for (input, expected) in [
            (json!({"type": "owner"}), vec![]),
            (json!({}), vec!["`GET /owners/1`: no route of the action says so for this input".to_owned()]),
        ] {
            let case = json!({
                "description": "",
                "input": input,
                "exchanges": [{"request": "GET /files/7"}, {"request": "GET /owners/1", "response": 1}],
                "output": 1,
            });
            let mut case: Case = serde_json::from_value(case).unwrap();
            "get-owner".clone_into(&mut case.action);
            assert_eq!(play_case::<Service>(&case), expected);
        }
    }

    struct Service;

    impl Connector for Service {
        const ACTIONS: &'static [&'static Entry] = &[entry::<ConvertFile>(), entry::<GetOwner>()];

        fn manifest() -> Manifest {
            unreachable!("no test describes it")
        }

        fn check(context: &Context<'_>) -> Result<Account, Error> {
            let me: Value = context.send(&Request::new(Method::Get, "/me"))?.json()?;
            let name = me["name"].as_str().unwrap_or_default().to_owned();
            let details = json!({"authType": context.auth_type(), "scopes": context.scopes()});
            Ok(Account { id: "1".to_owned(), name, email: None, details: details.to_string() })
        }

        fn sites(context: &Context<'_>) -> Result<Vec<Site>, Error> {
            let name: String = context.send(&Request::new(Method::Get, "/sites").at("accounts"))?.json()?;
            let fields = vec![("site".to_owned(), name.clone())];
            Ok(vec![Site { id: "7".to_owned(), url: format!("https://{name}"), name, wanted: true, fields }])
        }

        fn explain(_: &Context<'_>, _: &Request, response: &Response) -> Error {
            Error::from_response(ErrorKind::Service, "it failed", response).problem("/file", "is odd")
        }
    }

    fn faults(change: impl FnOnce(&mut Value)) -> Vec<String> {
        let mut case = json!({
            "description": "A file goes and another comes.",
            "input": {"file": "a"},
            "blobs": {"a": {"fileName": "a.txt", "mediaType": "text/plain", "content": "abc"}},
            "exchanges": [{
                "request": "POST /files",
                "headers": {"x-check": "no"},
                "form": [
                    {"name": "file", "fileName": "a.txt", "mediaType": "text/plain", "content": "abc"},
                    {"name": "note", "mediaType": "text/plain; charset=UTF-8", "content": "n"},
                ],
                "responseHeaders": {"content-type": "text/csv"},
                "text": "a;b;c",
            }],
            "output": {"file": "received-1", "size": 5, "mediaType": "text/csv"},
        });
        change(&mut case);
        let mut case: Case = serde_json::from_value(case).unwrap();
        case.action = "convert-file".to_owned();
        play_case::<Service>(&case)
    }

    #[test]
    fn what_goes_as_recorded_has_no_faults() {
        assert_eq!(faults(|_| ()), Vec::<String>::new());
    }

    #[test]
    fn what_differs_is_a_fault() {
        for (at, value, fault) in [
            ("/exchanges/0/request", json!("PUT /files"), "expected `PUT /files`"),
            ("/exchanges/0/headers/x-check", json!("yes"), "header `x-check`"),
            ("/exchanges/0/form/1/content", json!("m"), "form is"),
            ("/exchanges/0/text", json!("a"), "output is"),
            ("/output/size", json!(6), "output is"),
        ] {
            let found = faults(|case| *case.pointer_mut(at).unwrap() = value);
            assert_eq!(found.len(), 1, "{at}: {found:?}");
            assert!(found[0].contains(fault), "{found:?}");
        }
    }

    #[test]
    fn a_request_too_many_and_one_too_few_are_faults() {
        assert!(faults(|case| case["exchanges"] = json!([]))[0].contains("not in the case: `POST /files`"));
        let twice = |case: &mut Value| {
            let exchange = case["exchanges"][0].clone();
            case["exchanges"].as_array_mut().unwrap().push(exchange);
        };
        assert_eq!(faults(twice), ["never asked: `POST /files`"]);
    }

    #[test]
    fn an_error_is_compared_by_what_people_see() {
        let failed = |case: &mut Value| {
            case["exchanges"][0]["status"] = 500.into();
            case["output"] = Value::Null;
            case["error"] = json!({"kind": "service", "message": "it failed", "status": 500, "problems": ["/file"]});
        };
        assert_eq!(faults(failed), Vec::<String>::new());
    }

    #[test]
    fn a_replay_never_waits() {
        let limited = |case: &mut Value| {
            case["exchanges"][0]["status"] = 429.into();
            case["exchanges"][0]["responseHeaders"]["retry-after"] = "3".into();
            case["output"] = Value::Null;
            case["error"] = json!({
                "kind": "rate-limited",
                "message": "the service asks to slow down for longer than this call may wait",
            });
        };
        assert_eq!(faults(limited), Vec::<String>::new());
    }

    fn plays(call: &str, case: Value) {
        let mut case: Case = serde_json::from_value(case).unwrap();
        call.clone_into(&mut case.action);
        assert_eq!(play_case::<Service>(&case), Vec::<String>::new());
    }

    #[test]
    fn a_check_is_played_on_a_connection() {
        plays(
            "check",
            json!({
                "description": "The account has a name.",
                "connection": {"authType": "token"},
                "scopes": ["read"],
                "exchanges": [{"request": "GET /me", "response": {"name": "Example"}}],
                "output": {"id": "1", "name": "Example", "details": {"authType": "token", "scopes": ["read"]}},
            }),
        );
    }

    #[test]
    fn an_exchange_names_its_endpoint() {
        let case = |endpoint: &str| {
            json!({
                "description": "There is one site.",
                "exchanges": [{"request": "GET /sites", "endpoint": endpoint, "response": "a.example"}],
                "output": [{
                    "id": "7",
                    "name": "a.example",
                    "url": "https://a.example",
                    "wanted": true,
                    "fields": {"site": "a.example"},
                }],
            })
        };
        plays("sites", case("accounts"));
        let mut other: Case = serde_json::from_value(case("api")).unwrap();
        "sites".clone_into(&mut other.action);
        assert_eq!(play_case::<Service>(&other), ["`GET /sites`: endpoint is `accounts`, expected `api`"]);
    }

    #[test]
    fn what_is_not_overridden_finds_nothing() {
        plays("resolve", json!({"description": "", "exchanges": [], "output": {}}));
    }
}
