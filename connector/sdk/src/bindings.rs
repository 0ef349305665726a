//! The contract as Rust types, and the way out of a component. Nothing else in a connector knows wit-bindgen.

use std::marker::PhantomData;
use std::sync::Once;

use crate::{Checkpoint, Connector, Context, Host, OptionQuery, Outcome};

#[allow(unsafe_code, reason = "wit-bindgen generates calls across the component boundary, only for wasm")]
#[expect(missing_docs, clippy::pedantic, reason = "generated; the WIT files are documented")]
mod generated {
    wit_bindgen::generate!({
        path: "../../wit",
        world: "plugin",
        pub_export_macro: true,
        export_macro_name: "export_plugin",
        default_bindings_module: "connector_sdk::bindings",
        additional_derives: [PartialEq],
    });
}

pub use generated::connector::plugin::blobs::{Blob, BlobFailure};
pub use generated::connector::plugin::http::{
    BlobContent, Body, Content, Failure, Location, Method, Part, PartValue, Receive, Request, Response, ResponseBody,
    Retry, Target, TimedOut, Unreachable,
};
pub use generated::connector::plugin::log::Level;
pub use generated::connector::plugin::manifest::{
    Action, AuthType, Authorization, Basic, Choice, ClientAuthentication, Condition, Credential, DerivedField, Effect,
    Endpoint, EndpointRule, Field, FieldKind, Grant, LimitScope, Manifest, Oauth2, RateLimit, RedirectHost, Route,
    ScopeSet, Secret, TokenError, TokenErrorMeaning, TokenRequest,
};
pub use generated::connector::plugin::types::{Error, ErrorKind, Problem, ResponseMatch};
pub use generated::exports::connector::plugin::connector::{Account, OptionItem, OptionPage, Site};
#[doc(hidden)]
pub use generated::{export_plugin, exports};

use generated::connector::plugin::{blobs, connection, http, log, progress};
use generated::exports::connector::plugin::connector as contract;

/// The host of a component: the imports of the contract.
struct Imports;

impl Host for Imports {
    fn send(&self, request: &Request) -> Result<Response, Failure> {
        http::send(request)
    }

    fn send_all(&self, requests: &[Request]) -> Vec<Result<Response, Failure>> {
        let mut answers: Vec<Option<Result<Response, Failure>>> = Vec::with_capacity(requests.len());
        let mut pending = Vec::new();
        for (index, request) in requests.iter().enumerate() {
            match http::start(request) {
                Ok(started) => {
                    answers.push(None);
                    pending.push((index, started));
                }
                Err(failure) => answers.push(Some(Err(failure))),
            }
        }
        while !pending.is_empty() {
            let borrowed: Vec<&http::Pending> = pending.iter().map(|(_, started)| started).collect();
            let ready = http::wait_any(&borrowed) as usize;
            let (index, started) = pending.swap_remove(ready);
            answers[index] = Some(started.wait());
        }
        answers.into_iter().flatten().collect()
    }

    fn auth_type(&self) -> String {
        connection::auth_type()
    }

    fn field(&self, name: &str) -> Option<String> {
        connection::field(name)
    }

    fn scopes(&self) -> Option<Vec<String>> {
        connection::scopes()
    }

    fn blob(&self, id: &str) -> Option<Blob> {
        blobs::stat(id)
    }

    fn read_blob(&self, id: &str, offset: u64, length: u32) -> Result<Vec<u8>, BlobFailure> {
        blobs::read(id, offset, length)
    }

    fn blob_sha256(&self, id: &str) -> Result<String, BlobFailure> {
        blobs::sha256(id)
    }

    fn report(&self, done: u64, total: Option<u64>, message: &str) {
        progress::report(done, total, message);
    }

    fn emit(&self, items: &[String]) -> bool {
        progress::emit(items)
    }

    fn save(&self, resume: &str) {
        progress::save(resume);
    }

    fn log(&self, level: Level, message: &str, fields: &[(String, String)]) {
        log::write(level, message, fields);
    }
}

/// A connector in the shape that the contract exports; [`export!`](crate::export) uses it.
#[doc(hidden)]
pub struct Exported<C>(PhantomData<C>);

impl<C: Connector> exports::connector::plugin::connector::Guest for Exported<C> {
    fn describe() -> Manifest {
        log_panics();
        crate::connector::describe::<C>()
    }

    fn sites() -> Result<Vec<Site>, Error> {
        log_panics();
        C::sites(&Context::new::<C>(&Imports))
    }

    fn resolve() -> Result<Vec<(String, String)>, Error> {
        log_panics();
        C::resolve(&Context::new::<C>(&Imports))
    }

    fn check() -> Result<Account, Error> {
        log_panics();
        C::check(&Context::new::<C>(&Imports))
    }

    fn options(name: String, query: contract::OptionQuery) -> Result<OptionPage, Error> {
        log_panics();
        let Ok(serde_json::Value::Object(inputs)) = crate::parse(&query.inputs) else {
            return Err(Error::new(ErrorKind::InvalidInput, "the inputs are no object"));
        };
        let query = OptionQuery { search: query.search, inputs, cursor: query.cursor };
        crate::connector::options::<C>(&Imports, &name, &query)
    }

    fn schemas_for(action: String, input: String) -> Result<contract::Schemas, Error> {
        log_panics();
        let schemas = crate::connector::schemas_for::<C>(&Imports, &action, &input)?;
        Ok(contract::Schemas { input: schemas.input.to_string(), output: schemas.output.to_string() })
    }

    fn perform(action: String, input: String, resume: Option<String>) -> Result<contract::Outcome, Error> {
        log_panics();
        Ok(match crate::connector::perform::<C>(&Imports, &action, &input, resume)? {
            Outcome::Done(output) => contract::Outcome::Done(output.into_text()),
            Outcome::Waiting(Checkpoint { resume, after, message }) => {
                contract::Outcome::Waiting(contract::Checkpoint { resume: resume.into_text(), after, message })
            }
        })
    }
}

/// Sends the message of a panic to the log; without it, a component ends in silence.
fn log_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            let message = panic.payload_as_str().unwrap_or("no message");
            log::write(Level::Error, &format!("panicked: {message}"), &[("at".to_owned(), place)]);
        }));
    });
}

/// Makes the component of a crate export this connector.
///
/// The crate must be a `cdylib`.
#[macro_export]
macro_rules! export {
    ($connector:ty) => {
        #[expect(unsafe_code, reason = "the exports of a component are raw functions")]
        const _: () = {
            type Exported = $crate::bindings::Exported<$connector>;
    $crate::bindings::export_plugin!(Exported with_types_in $crate::bindings);
        };
    };
}
