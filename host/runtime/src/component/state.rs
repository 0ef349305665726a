use std::sync::Arc;
use std::time::Duration;

use wasmtime::component::ResourceTable;
use wasmtime::{ResourceLimiter, StoreContextMut, UpdateDeadline};

use super::engine::TICK;
use super::wasi::Wasi;
use crate::call::Call;
use crate::limits::{Limit, Limits};

/// What belongs to one instance.
pub(crate) struct State {
    /// None until it is taken for one.
    call: Option<Arc<Call>>,
    /// Requests on their way.
    pub(super) table: ResourceTable,
    pub(super) started: usize,
    pub(super) wasi: Wasi,
    limiter: Limiter,
    clock: CpuClock,
}

impl State {
    /// Of an instance that no call has used.
    pub(super) fn unused(limits: &Limits) -> Self {
        Self {
            limiter: Limiter { memory_bytes: limits.memory_bytes, table_elements: limits.table_elements, memory: 0 },
            clock: CpuClock::new(limits),
            call: None,
            table: ResourceTable::new(),
            started: 0,
            wasi: Wasi::default(),
        }
    }

    /// Belongs to this call from now on.
    pub(super) fn serve(&mut self, call: Arc<Call>) {
        self.clock = CpuClock::new(call.limits());
        self.call = Some(call);
    }

    /// The call that it belongs to. While an instance is made ahead there is none, and it may ask for nothing.
    pub(super) fn call(&self) -> wasmtime::Result<&Arc<Call>> {
        self.call.as_ref().ok_or_else(|| wasmtime::format_err!("the host was called before any call"))
    }

    pub(super) fn limiter(&mut self) -> &mut dyn ResourceLimiter {
        &mut self.limiter
    }

    /// Notes how long the instance waited for the host: that is not computing.
    pub(super) fn waited(&mut self, time: Duration) {
        self.clock.waited |= time >= TICK;
    }
}

/// Counts the ticks in which an instance computed.
struct CpuClock {
    left: u64,
    /// The next tick passed while the instance waited for the host.
    waited: bool,
}

impl CpuClock {
    fn new(limits: &Limits) -> Self {
        let ticks = limits.cpu.as_millis().div_ceil(TICK.as_millis());
        Self { left: u64::try_from(ticks).unwrap_or(u64::MAX), waited: false }
    }
}

/// Called once a tick while an instance computes: lets others run, and stops it at its limit.
pub(super) fn on_tick(mut store: StoreContextMut<'_, State>) -> wasmtime::Result<UpdateDeadline> {
    let State { clock, call, .. } = store.data_mut();
    if !std::mem::take(&mut clock.waited) {
        clock.left = clock.left.saturating_sub(1);
        if call.as_ref().is_some_and(|call| !call.compute(TICK)) {
            return Err(Limit::RunCpu.into());
        }
    }
    if clock.left == 0 {
        return Err(Limit::Cpu.into());
    }
    Ok(UpdateDeadline::Yield(1))
}

/// Stops an instance that wants more memory than it may have, instead of letting it find out by itself.
struct Limiter {
    memory_bytes: usize,
    table_elements: usize,
    memory: usize,
}

impl ResourceLimiter for Limiter {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        let total = self.memory.saturating_add(desired.saturating_sub(current));
        if total > self.memory_bytes {
            return Err(Limit::Memory.into());
        }
        self.memory = total;
        Ok(true)
    }

    fn table_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        if desired > self.table_elements { Err(Limit::Tables.into()) } else { Ok(true) }
    }
}
