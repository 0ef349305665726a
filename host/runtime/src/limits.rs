use std::fmt;
use std::time::Duration;

/// How much one call of a connector may use. Every number bounds something that a connector or a service could make grow.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// The largest component that is loaded, in bytes.
    pub component_bytes: u64,
    /// The linear memory of one instance, in bytes.
    pub memory_bytes: usize,
    /// The elements of the tables of one instance.
    pub table_elements: usize,
    /// How long a connector may compute in one call, not counting what it waits for.
    pub cpu: Duration,
    /// The same over all calls of one run, which is called again each time that it has waited for the service. A run that
    /// is resumed begins with all of it again.
    pub run_cpu: Duration,
    /// How many runs a tenant keeps. One more takes the place of the oldest of those that are over, then of those that
    /// failed; where all of them may still go on, none is begun.
    pub kept_runs: usize,
    /// How often one run may wait for the service.
    pub run_waits: u32,
    /// How often in a row it may do so with the same value to go on with, the same message and no results in between.
    pub idle_waits: u32,
    /// The bytes of all files that one run receives.
    pub run_blob_bytes: u64,
    /// How long a call may take in all.
    pub wall: Duration,
    /// How long one request may take, from connecting to the last byte; a blob is bounded by `wall` alone.
    pub request: Duration,
    /// How long one request waits in all, over all its attempts: because the service asks to slow down, a declared rate
    /// is used up, or it failed and is tried again.
    pub rate_limit_wait: Duration,
    /// After how many requests in a row that failed in all their attempts (no answer, or a status of 500 and above) an
    /// endpoint of a connection is left alone.
    pub failures_in_a_row: u32,
    /// How long it is left alone the first time; twice as long each time that it still fails then, five minutes at most.
    pub pause_after_failures: Duration,
    /// How long connecting may take.
    pub connect: Duration,
    /// Requests of one call that are on the wire side by side; further ones wait.
    pub concurrent_requests: usize,
    /// Requests of one call that were started and not yet taken.
    pub started_requests: usize,
    /// Requests of one call.
    pub requests: u64,
    /// The headers of one request, and their bytes in all.
    pub request_headers: usize,
    /// The bytes of the names and values of one request's headers.
    pub request_header_bytes: usize,
    /// The body of one request, in bytes, blobs aside.
    pub request_bytes: u64,
    /// The decompressed body of one response, in bytes, blobs aside.
    pub response_bytes: u64,
    /// The bytes of all responses of one call, blobs aside.
    pub call_bytes: u64,
    /// The bytes of the responses that one call holds at once, blobs aside: those on their way, and those that the
    /// connector has started and not yet taken. A response beyond is refused as too large.
    pub held_bytes: u64,
    /// The size of one blob, in bytes.
    pub blob_bytes: u64,
    /// The bytes that are read of a blob at once.
    pub blob_read_at_once: u32,
    /// The bytes of blobs that one call reads or has hashed.
    pub blob_read_bytes: u64,
    /// The parts of one form.
    pub form_parts: usize,
    /// Blobs of one call.
    pub blobs: usize,
    /// Lines that one call may log.
    pub log_lines: u64,
    /// The length of one log line, in bytes; the rest is cut.
    pub log_line_bytes: usize,
    /// The bytes of the results that are handed over at once.
    pub emit_bytes: usize,
    /// The bytes of what a run saves to go on with.
    pub resume_bytes: usize,
    /// The shortest time between two calls of a run that waits for the service.
    pub wait_least: Duration,
    /// The longest.
    pub wait_most: Duration,
    /// The bytes of results, and of what a run says of how far it is, that wait for their receiver; then the call waits too.
    pub waiting_bytes: usize,
    /// The bytes of an input or output.
    pub document_bytes: usize,
    /// Redirects that one request follows.
    pub redirects: usize,
    /// How often one request is sent.
    pub attempts: u32,
}

const MIB: u64 = 1024 * 1024;

impl Default for Limits {
    fn default() -> Self {
        Self {
            component_bytes: 32 * MIB,
            memory_bytes: 128 * 1024 * 1024,
            table_elements: 20_000,
            cpu: Duration::from_secs(10),
            run_cpu: Duration::from_mins(30),
            kept_runs: 1_000,
            run_waits: 100_000,
            idle_waits: 10_000,
            run_blob_bytes: 64 * 1024 * MIB,
            wall: Duration::from_hours(1),
            request: Duration::from_mins(2),
            rate_limit_wait: Duration::from_mins(1),
            failures_in_a_row: 10,
            pause_after_failures: Duration::from_secs(30),
            connect: Duration::from_secs(15),
            concurrent_requests: 8,
            started_requests: 64,
            requests: 100_000,
            request_headers: 64,
            request_header_bytes: 16 * 1024,
            request_bytes: 16 * MIB,
            response_bytes: 32 * MIB,
            call_bytes: 16 * 1024 * MIB,
            held_bytes: 128 * MIB,
            blob_bytes: 8 * 1024 * MIB,
            blob_read_at_once: 1024 * 1024,
            blob_read_bytes: 16 * 1024 * MIB,
            form_parts: 100,
            blobs: 1_000,
            log_lines: 10_000,
            log_line_bytes: 4 * 1024,
            emit_bytes: 32 * 1024 * 1024,
            resume_bytes: 1024 * 1024,
            wait_least: Duration::from_millis(500),
            wait_most: Duration::from_mins(1),
            waiting_bytes: 64 * 1024 * 1024,
            document_bytes: 32 * 1024 * 1024,
            redirects: 5,
            attempts: 4,
        }
    }
}

/// A limit that stopped a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::memory_bytes`].
    Memory,
    /// [`Limits::table_elements`].
    Tables,
    /// [`Limits::cpu`].
    Cpu,
    /// [`Limits::run_cpu`].
    RunCpu,
    /// [`Limits::run_waits`] or [`Limits::idle_waits`].
    Waits,
    /// [`Limits::wall`].
    Wall,
    /// [`Limits::started_requests`].
    StartedRequests,
    /// [`Limits::requests`].
    Requests,
    /// [`Limits::call_bytes`].
    Bytes,
    /// [`Limits::blob_read_bytes`].
    BlobReads,
    /// [`Limits::log_lines`].
    Log,
    /// [`Limits::emit_bytes`].
    Emit,
    /// [`Limits::document_bytes`] or [`Limits::resume_bytes`].
    Document,
    /// What one call may pass to the host at once.
    HostCall,
}

impl fmt::Display for Limit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Memory => "memory",
            Self::Tables => "tables",
            Self::Cpu => "computing time",
            Self::RunCpu => "computing time of the whole run",
            Self::Waits => "waiting for the service",
            Self::Wall => "time",
            Self::StartedRequests => "requests on their way",
            Self::Requests => "requests",
            Self::Bytes => "received bytes",
            Self::BlobReads => "bytes read of files",
            Self::Log => "log lines",
            Self::Emit => "results handed over at once",
            Self::Document => "size of the output or of what the run goes on with",
            Self::HostCall => "what is passed to the host at once",
        })
    }
}

impl std::error::Error for Limit {}
