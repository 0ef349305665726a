use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::limits::Limits;

/// What all calls of one run may use together.
pub(crate) struct RunBudget {
    /// Computing time that is left, in microseconds.
    cpu: AtomicU64,
    /// Bytes of files that may still be received.
    blob_bytes: AtomicU64,
    /// KiB of events that may wait for their receiver.
    room: Arc<Semaphore>,
    /// All of them.
    whole_room: u32,
}

impl RunBudget {
    pub(crate) fn new(limits: &Limits) -> Self {
        let whole_room = u32::try_from(limits.waiting_bytes / 1024).unwrap_or(u32::MAX).max(1);
        Self {
            cpu: AtomicU64::new(u64::try_from(limits.run_cpu.as_micros()).unwrap_or(u64::MAX)),
            blob_bytes: AtomicU64::new(limits.run_blob_bytes),
            room: Arc::new(Semaphore::new(whole_room as usize)),
            whole_room,
        }
    }

    /// Counts time that was computed for; false where there was none left.
    pub(super) fn compute(&self, time: Duration) -> bool {
        let time = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let left = |left: u64| left.checked_sub(time);
        self.cpu.fetch_update(Ordering::Relaxed, Ordering::Relaxed, left).is_ok()
    }

    pub(super) fn blob_bytes(&self) -> &AtomicU64 {
        &self.blob_bytes
    }

    /// Waits for room for an event of so many bytes; one that is larger than all room waits until there is nothing else.
    pub(super) async fn room(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        let size = u32::try_from(bytes / 1024 + 1).unwrap_or(u32::MAX).min(self.whole_room);
        Arc::clone(&self.room).acquire_many_owned(size).await.ok()
    }
}
