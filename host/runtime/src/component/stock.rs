use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wasmtime::Store;

use super::bindings::{Plugin, PluginPre};
use super::engine::Engine;
use super::slots::{Holder, Slot, Slots};
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
    pub(super) slot: Slot,
    /// Its place among all instances that wait, of whatever component.
    place: OwnedSemaphorePermit,
}

impl Stock {
    /// Takes an instance that is ready, where its holder may have one more, and has the next one made.
    pub(super) fn take(
        self: &Arc<Self>,
        pre: &PluginPre<State>,
        engine: &Engine,
        limits: &Arc<Limits>,
        holder: Holder,
    ) -> Option<Ready> {
        let (ready, left) = {
            let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
            let taken = ready.pop().and_then(|Ready { store, plugin, slot, place }| {
                match engine.slots().assign(slot, holder) {
                    Ok(slot) => Some(Ready { store, plugin, slot, place }),
                    Err(slot) => {
                        ready.push(Ready { store, plugin, slot, place });
                        None
                    }
                }
            });
            (taken, ready.len())
        };
        if self.wanted.swap(true, Ordering::Relaxed) && left < MOST {
            let (stock, pre, limits) = (Arc::clone(self), pre.clone(), Arc::clone(limits));
            let (slots, waiting) = (engine.slots().clone(), Arc::clone(engine.waiting()));
            tokio::spawn(async move {
                // The request of the call that took one goes out first, where one thread does it all.
                tokio::task::yield_now().await;
                stock.make(&pre, &slots, waiting, &limits).await;
            });
        }
        ready
    }

    /// Makes one where there is room for it. What goes wrong is found out by the call that makes its own.
    async fn make(&self, pre: &PluginPre<State>, slots: &Slots, waiting: Arc<Semaphore>, limits: &Limits) {
        let Ok(place) = waiting.try_acquire_owned() else { return };
        let Some(slot) = slots.try_reserve() else { return };
        let mut store = super::instance::store(pre.engine(), State::unused(limits), limits);
        let Ok(plugin) = pre.instantiate_async(&mut store).await else { return };
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if ready.len() < MOST {
            ready.push(Ready { store, plugin, slot, place });
        }
    }
}
