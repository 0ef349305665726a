use std::sync::Arc;

use wasmtime::{Store, Trap};

use super::bindings::Plugin;
use super::convert;
use super::engine::Engine;
use super::load::Component;
use super::slots::{Holder, Slot};
use super::state::{State, on_tick};
use super::stock::Ready;
use crate::call::Call;
use crate::connection::{Account, Site};
use crate::error::ActionFailure;
use crate::limits::{Limit, Limits};
use crate::manifest::Manifest;
use crate::options::{OptionPage, OptionQuery};
use crate::run::{Checkpoint, Outcome};

/// Why a call came to no result.
#[derive(Debug)]
pub(crate) enum CallFailure {
    /// The connector says why.
    Reported(Box<ActionFailure>),
    /// A limit stopped it.
    Limit(Limit),
    /// It broke off.
    Broken(String),
    /// Its manifest cannot be read.
    Manifest(Vec<String>),
}

/// One instance for one call. After a failure it is thrown away with everything in it.
pub(crate) struct Instance {
    store: Store<State>,
    plugin: Plugin,
    call: Arc<Call>,
    _slot: Option<Slot>,
}

impl Component {
    /// A fresh instance for a call: one that is ready, or a new one.
    pub(crate) async fn instantiate(&self, engine: &Engine, call: Arc<Call>) -> Result<Instance, CallFailure> {
        engine.tick();
        let holder = Holder {
            connection: call.session().egress.connection().to_owned(),
            component: Arc::as_ptr(&self.stock).addr(),
        };
        let ready = self.stock.take(&self.pre, engine, call.shared_limits(), holder.clone());
        if let Some(Ready { mut store, plugin, slot, .. }) = ready {
            store.data_mut().serve(Arc::clone(&call));
            store.set_epoch_deadline(1);
            return Ok(Instance { store, plugin, call, _slot: Some(slot) });
        }
        let slot = engine.slots().take(holder).await;
        let mut state = State::unused(call.limits());
        state.serve(Arc::clone(&call));
        let mut store = store(engine.wasmtime(), state, call.limits());
        let plugin = self.pre.instantiate_async(&mut store).await.map_err(|error| judge(&error, &call))?;
        Ok(Instance { store, plugin, call, _slot: slot })
    }
}

/// A store within its limits.
pub(super) fn store(engine: &wasmtime::Engine, state: State, limits: &Limits) -> Store<State> {
    let mut store = Store::new(engine, state);
    store.limiter(|state| state.limiter());
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(on_tick);
    // Twice the largest of our own limits, so that these are what is met first.
    store.set_hostcall_fuel(2 * limits.document_bytes.max(limits.emit_bytes));
    store
}

impl Instance {
    /// Takes it apart and wipes what it used, beside whoever waits for the result of its call.
    pub(crate) fn retire(self) {
        tokio::spawn(async move {
            // Otherwise it would be done before whoever waits is woken, where one thread does it all.
            tokio::task::yield_now().await;
            drop(self);
        });
    }

    /// Asks for the manifest.
    pub(crate) async fn describe(&mut self) -> Result<Manifest, CallFailure> {
        let called = self.plugin.connector_plugin_connector().call_describe(&mut self.store).await;
        let manifest = called.map_err(|error| judge(&error, &self.call))?;
        convert::manifest(manifest).map_err(CallFailure::Manifest)
    }

    /// Tries the connection.
    pub(crate) async fn check(&mut self) -> Result<Account, CallFailure> {
        let called = self.plugin.connector_plugin_connector().call_check(&mut self.store).await;
        called
            .map_err(|error| judge(&error, &self.call))?
            .map(convert::account)
            .map_err(|error| CallFailure::Reported(Box::new(convert::action_failure(error))))
    }

    /// Asks for the sites that the credential reaches.
    pub(crate) async fn sites(&mut self) -> Result<Vec<Site>, CallFailure> {
        let called = self.plugin.connector_plugin_connector().call_sites(&mut self.store).await;
        called
            .map_err(|error| judge(&error, &self.call))?
            .map(|sites| sites.into_iter().map(convert::site).collect())
            .map_err(|error| CallFailure::Reported(Box::new(convert::action_failure(error))))
    }

    /// Asks for the derived fields.
    pub(crate) async fn resolve(&mut self) -> Result<Vec<(String, String)>, CallFailure> {
        let called = self.plugin.connector_plugin_connector().call_resolve(&mut self.store).await;
        called
            .map_err(|error| judge(&error, &self.call))?
            .map_err(|error| CallFailure::Reported(Box::new(convert::action_failure(error))))
    }

    /// Lists values that a field of an input may take.
    pub(crate) async fn options(&mut self, list: &str, query: &OptionQuery) -> Result<OptionPage, CallFailure> {
        let (list, query) = (list.to_owned(), convert::option_query(query));
        let called = self.plugin.connector_plugin_connector().call_options(&mut self.store, &list, &query).await;
        called
            .map_err(|error| judge(&error, &self.call))?
            .map(convert::option_page)
            .map_err(|error| CallFailure::Reported(Box::new(convert::action_failure(error))))
    }

    /// Asks for the schemas of an action for an input of which part is known: those of the input and of the output, as text.
    pub(crate) async fn schemas_for(&mut self, action: &str, input: &str) -> Result<[String; 2], CallFailure> {
        let (action, input) = (action.to_owned(), input.to_owned());
        let exports = self.plugin.connector_plugin_connector();
        let called = exports.call_schemas_for(&mut self.store, &action, &input).await;
        let schemas = called
            .map_err(|error| judge(&error, &self.call))?
            .map_err(|error| CallFailure::Reported(Box::new(convert::action_failure(error))))?;
        let schemas = [schemas.input, schemas.output];
        if schemas.iter().any(|schema| schema.len() > self.call.limits().document_bytes) {
            return Err(CallFailure::Limit(Limit::Document));
        }
        Ok(schemas)
    }

    /// Performs an action or goes on with it; JSON in, JSON out.
    #[expect(clippy::ptr_arg, reason = "the generated function takes them so")]
    pub(crate) async fn perform(
        &mut self,
        action: &String,
        input: &String,
        resume: Option<&String>,
    ) -> Result<Outcome, CallFailure> {
        let exports = self.plugin.connector_plugin_connector();
        let called = exports.call_perform(&mut self.store, action, input, resume).await;
        let outcome = called
            .map_err(|error| judge(&error, &self.call))?
            .map(convert::outcome)
            .map_err(|error| CallFailure::Reported(Box::new(convert::action_failure(error))))?;
        let limits = self.call.limits();
        let (document, most) = match &outcome {
            Outcome::Done(document) => (document, limits.document_bytes),
            Outcome::Waiting(Checkpoint { resume, .. }) => (resume, limits.resume_bytes),
        };
        if document.len() > most {
            return Err(CallFailure::Limit(Limit::Document));
        }
        Ok(outcome)
    }
}

/// What a trap means.
fn judge(error: &wasmtime::Error, call: &Call) -> CallFailure {
    if let Some(limit) = error.downcast_ref::<Limit>() {
        return CallFailure::Limit(*limit);
    }
    let text = format!("{error:#}");
    if text.contains("fuel allocated for hostcalls") {
        return CallFailure::Limit(Limit::HostCall);
    }
    CallFailure::Broken(match (call.last_error(), error.downcast_ref::<Trap>()) {
        (Some(message), _) => message,
        (None, Some(trap)) => trap.to_string(),
        (None, None) => text,
    })
}
