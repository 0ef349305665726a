use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::sync::Semaphore;
use wasmtime::{Config, Enabled, InstanceAllocationStrategy, PoolingAllocationConfig};

use super::slots::Slots;
use crate::{Error, Limits};

/// How often a running instance is looked at.
pub(super) const TICK: Duration = Duration::from_millis(5);

/// How many instances may exist at once.
const INSTANCES: u32 = 100;

/// How many of them may wait for a call; the others are left to calls that wait for an instance.
const WAITING: usize = 16;

/// The engine of a runtime, and the thread that makes its instances look up from their work.
pub(crate) struct Engine {
    inner: wasmtime::Engine,
    ticker: OnceLock<Ticker>,
    slots: Slots,
    /// Of those, the ones that may be taken before a call needs them.
    waiting: Arc<Semaphore>,
}

struct Ticker(Arc<AtomicBool>);

impl Drop for Ticker {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Engine {
    pub(crate) fn new(limits: &Limits) -> Result<Self, Error> {
        let mut pool = PoolingAllocationConfig::new();
        pool.total_component_instances(INSTANCES)
            .total_core_instances(INSTANCES * 8)
            .total_memories(INSTANCES)
            .total_tables(INSTANCES * 4)
            .total_stacks(INSTANCES)
            .max_memories_per_component(1)
            .max_tables_per_component(4)
            .max_core_instances_per_component(8)
            .max_memory_size(limits.memory_bytes)
            .table_elements(limits.table_elements)
            // What a call touched is wiped in place, found by the kernel where it can tell: giving the pages back and taking
            // them again costs more than the call itself.
            .pagemap_scan(Enabled::Auto)
            .linear_memory_keep_resident(512 * 1024)
            .table_keep_resident(64 * 1024)
            // A request needs 28 kB of it, host and guest together; each page more is a page fault in the next call.
            .async_stack_keep_resident(48 * 1024);
        let mut config = Config::new();
        config
            .allocation_strategy(InstanceAllocationStrategy::Pooling(pool))
            .epoch_interruption(true)
            .concurrency_support(false)
            // A stack that is used again must not show the next call what was on it.
            .async_stack_zeroing(true)
            // No backtraces are shown, so what they need would only make the compiled component larger.
            .wasm_backtrace_max_frames(None)
            .generate_address_map(false)
            .native_unwind_info(false)
            .wasm_component_model(true)
            .wasm_memory64(false)
            .wasm_multi_memory(false)
            .wasm_relaxed_simd(false);
        let engine = wasmtime::Engine::new(&config).map_err(|error| Error::Settings {
            message: format!("the WebAssembly engine cannot start: {error:#}"),
            hint: "Lower the limits, or raise the address space that this process may use".to_owned(),
        })?;
        let (slots, waiting) = (Slots::new(INSTANCES as usize), Arc::new(Semaphore::new(WAITING)));
        Ok(Self { inner: engine, ticker: OnceLock::new(), slots, waiting })
    }

    pub(super) fn wasmtime(&self) -> &wasmtime::Engine {
        &self.inner
    }

    /// Sees to it that running instances look up from their work.
    pub(super) fn tick(&self) {
        self.ticker.get_or_init(|| start_ticker(self.inner.weak()));
    }

    /// The places that instances take.
    pub(super) fn slots(&self) -> &Slots {
        &self.slots
    }

    /// The places of instances that wait for a call.
    pub(super) fn waiting(&self) -> &Arc<Semaphore> {
        &self.waiting
    }
}

/// One thread an engine. It ends with the engine, which it does not keep alive.
fn start_ticker(engine: wasmtime::EngineWeak) -> Ticker {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    std::thread::spawn(move || {
        while !stopped.load(Ordering::Relaxed)
            && let Some(engine) = engine.upgrade()
        {
            engine.increment_epoch();
            drop(engine);
            std::thread::sleep(TICK);
        }
    });
    Ticker(stop)
}
