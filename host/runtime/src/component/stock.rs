use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedSemaphorePermit;
use wasmtime::Store;

use super::bindings::{Plugin, PluginPre};
use super::engine::{Engine, Slots};
use super::state::State;
use crate::limits::Limits;

/// How many instances of one component wait for a call at most.
const MOST: usize = 4;

/// Instances that were made before anybody needs them: a call that takes one does not wait for its making, which goes on
/// beside requests that wait for the network. Each is used by one call and never again.
#[derive(Default)]
pub(super) struct Stock {
    ready: Mutex<Vec<Ready>>,
    /// Somebody has called before; a single call of a short process needs no second instance.
    wanted: AtomicBool,
}

/// An instance that no call has used.
pub(super) struct Ready {
    pub(super) store: Store<State>,
    pub(super) plugin: Plugin,
    pub(super) slot: Option<OwnedSemaphorePermit>,
    /// Its place among all instances that wait, of whatever component.
    _place: OwnedSemaphorePermit,
}

impl Stock {
    /// Takes an instance that is ready, and has the next one made.
    pub(super) fn take(
        self: &Arc<Self>,
        pre: &PluginPre<State>,
        engine: &Engine,
        limits: &Arc<Limits>,
    ) -> Option<Ready> {
        let (ready, left) = {
            let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
            (ready.pop(), ready.len())
        };
        if self.wanted.swap(true, Ordering::Relaxed) && left < MOST {
            let (stock, pre, slots, limits) = (Arc::clone(self), pre.clone(), engine.slots(), Arc::clone(limits));
            tokio::spawn(async move { stock.make(&pre, &slots, &limits).await });
        }
        ready
    }

    /// Makes one where there is room for it. What goes wrong is found out by the call that makes its own.
    async fn make(&self, pre: &PluginPre<State>, slots: &Slots, limits: &Limits) {
        let Some((slot, place)) = slots.try_reserve() else { return };
        let mut store = super::instance::store(pre.engine(), State::unused(limits), limits);
        let Ok(plugin) = pre.instantiate_async(&mut store).await else { return };
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if ready.len() < MOST {
            ready.push(Ready { store, plugin, slot: Some(slot), _place: place });
        }
    }
}
