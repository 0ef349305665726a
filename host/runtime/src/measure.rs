//! What the benchmark and the tests need and nobody else: single steps of a call, an instance that is used again, and a
//! connection as a recorded case has it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::call::{Call, Routes};
use crate::component::Component;
use crate::connection::{Connection, ConnectionDraft};
use crate::{Error, Runtime, run};

/// How long a compiled component takes to be ready: read, authenticated, mapped and linked.
///
/// # Errors
/// Where the connector is not installed or not in the cache.
pub async fn load_from_cache(runtime: &Runtime, connector: &str) -> Result<Duration, Error> {
    let digest = runtime.connector(connector).await?.digest;
    let began = Instant::now();
    let component = Component::load_cached(&runtime.inner.engine, runtime.inner.cache()?, &digest);
    let took = began.elapsed();
    match component {
        Some(_) => Ok(took),
        None => Err(Error::UnknownConnector { name: connector.to_owned(), nearest: Vec::new() }),
    }
}

/// How long a component that is loaded takes to describe itself, its manifest read.
///
/// # Errors
/// Where the connector is not installed or cannot describe itself.
pub async fn describe(runtime: &Runtime, connector: &str) -> Result<Duration, Error> {
    let installed = runtime.connector(connector).await?;
    let component = runtime.inner.component(&runtime.inner.loaded(&installed)).await?;
    let began = Instant::now();
    runtime.inner.describe(&component).await?;
    Ok(began.elapsed())
}

/// Performs a read again and again on one instance, as no caller may.
pub struct ReusedInstance {
    instance: crate::component::Instance,
    call: Arc<Call>,
}

impl ReusedInstance {
    /// Makes an instance for one action with inputs like this one.
    ///
    /// # Errors
    /// Where the action does not exist or the component cannot run.
    pub async fn new(connection: &Connection, action: &str, input: &Value) -> Result<Self, Error> {
        let manifest = connection.action(action)?.manifest().clone();
        let fields: &BTreeMap<String, String> = &connection.session.fields;
        let routes = Routes::declared(&manifest, |name| fields.get(name).map(String::as_str), input);
        let limits = Arc::clone(&connection.runtime.settings.limits);
        let session = Arc::clone(&connection.session);
        let call = Arc::new(Call::unheard(session, routes, limits, connection.runtime.blobs()));
        let component = connection.runtime.component(&connection.connector).await?;
        let instance = component.instantiate(&connection.runtime.engine, Arc::clone(&call)).await;
        Ok(Self { instance: run::judge(Ok(instance), &call)?, call })
    }

    /// Performs the action once more.
    ///
    /// # Errors
    /// What the connector reports.
    pub async fn perform(&mut self, action: &str, input: &Value) -> Result<Value, Error> {
        let performed = self.instance.perform(&action.to_owned(), &input.to_string(), None).await;
        match run::judge(Ok(performed), &self.call)? {
            run::Outcome::Done(output) => serde_json::from_str(&output).map_err(Error::InvalidOutput),
            run::Outcome::Waiting(_) => Ok(Value::Null),
        }
    }
}

/// A connection that is kept nowhere: its derived fields and granted scopes are given, nothing is found out.
///
/// # Errors
/// Where its fields do not fit.
pub async fn recorded(
    runtime: &Runtime,
    draft: ConnectionDraft,
    scopes: Option<Vec<String>>,
) -> Result<Connection, Error> {
    runtime.recorded(draft, scopes).await
}

/// What `sites`, `resolve` or `check` answers, as JSON.
///
/// # Errors
/// What the connector reports.
pub async fn ask(connection: &Connection, question: &str) -> Result<Value, Error> {
    let value = match question {
        "sites" => serde_json::to_value(connection.sites().await?),
        "resolve" => serde_json::to_value(connection.found().await?),
        _ => serde_json::to_value(connection.check().await?.account),
    };
    value.map_err(Error::InvalidOutput)
}
