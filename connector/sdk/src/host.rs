use crate::{Blob, BlobFailure, Failure, Level, Request, Response};

/// What the host of a connector offers it: the imports of the contract.
///
/// There are two: the component's own imports, and [`player::Replay`](crate::player::Replay), which answers from a case.
pub trait Host {
    /// Sends a request and waits for its response.
    ///
    /// # Errors
    /// Why no response came.
    fn send(&self, request: &Request) -> Result<Response, Failure>;

    /// Sends requests side by side; the answers stand in the order of the requests.
    fn send_all(&self, requests: &[Request]) -> Vec<Result<Response, Failure>>;

    /// The name of the connection's auth type.
    fn auth_type(&self) -> String;

    /// A field of the connection that is not secret.
    fn field(&self, name: &str) -> Option<String>;

    /// The OAuth scopes that were granted, where that is known.
    fn scopes(&self) -> Option<Vec<String>>;

    /// What is known of a blob that this call may use.
    fn blob(&self, id: &str) -> Option<Blob>;

    /// At most `length` bytes of a blob from `offset`; fewer only at the end.
    ///
    /// # Errors
    /// Why it could not be read.
    fn read_blob(&self, id: &str, offset: u64, length: u32) -> Result<Vec<u8>, BlobFailure>;

    /// The SHA-256 of a blob in lower-case hexadecimal.
    ///
    /// # Errors
    /// Why it could not be read.
    fn blob_sha256(&self, id: &str) -> Result<String, BlobFailure>;

    /// Says how far a long call is.
    fn report(&self, done: u64, total: Option<u64>, message: &str);

    /// Hands over results, each a JSON text, before the call ends. False: stop, nobody wants more.
    fn emit(&self, items: &[String]) -> bool;

    /// Says what `resume` would be if the run ended here, as JSON text.
    fn save(&self, resume: &str);

    /// Writes one line to the log.
    fn log(&self, level: Level, message: &str, fields: &[(String, String)]);
}
