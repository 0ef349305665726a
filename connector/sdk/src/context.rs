use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    Action, ActionRoute, Blob, BlobFailure, BlobId, Connector, Entry, Error, ErrorKind, Failure, Host, Json, Level,
    Request, Response, Retry, Route, Scopes, entry,
};

/// How much of a blob is read at once, in bytes.
const READ_AT_ONCE: u32 = 256 * 1024;

/// The fields of an input, as JSON names them.
pub type Fields = Map<String, Value>;

/// What an action works with: its connection, requests to the service, and a way to hand over results early.
pub struct Context<'a> {
    pub(crate) host: &'a dyn Host,
    explain: fn(&Context<'_>, &Request, &Response) -> Error,
    entry: Option<&'static Entry>,
}

impl<'a> Context<'a> {
    /// Makes the context of a call of this connector.
    pub fn new<C: Connector>(host: &'a dyn Host) -> Self {
        Self { host, explain: C::explain, entry: None }
    }

    /// The same call on another host.
    pub(crate) fn on<'h>(&self, host: &'h dyn Host) -> Context<'h> {
        Context { host, explain: self.explain, entry: self.entry }
    }

    /// Makes it the context of an action.
    pub(crate) fn of(self, entry: &'static Entry) -> Self {
        Self { entry: Some(entry), ..self }
    }

    /// Performs an action by its route: one request, or every page where it asks for all.
    ///
    /// # Errors
    /// What the service answered, or why it did not.
    pub fn perform<A: Action>(&self, fields: Fields) -> Result<Json, Error> {
        self.perform_entry(entry::<A>(), fields)
    }

    fn perform_entry(&self, entry: &Entry, fields: Fields) -> Result<Json, Error> {
        let route = entry.choose(self, &fields)?;
        if let Some(paging) = entry.paging.map(|paging| route.paging.unwrap_or(paging)) {
            return paging.perform(self, entry, route, fields);
        }
        self.perform_route(entry, route, fields)
    }

    fn perform_route(&self, entry: &Entry, route: &ActionRoute, fields: Fields) -> Result<Json, Error> {
        let Some(answer) = route.answer_to(&fields) else {
            return Json::from_response(self.send(&entry.request(route.route, &route.fields(fields)?)?)?);
        };
        let request = entry.request(route.route, &route.fields(fields.clone())?)?;
        let mut value = Json::from_response(self.send(&request)?)?.read()?;
        answer(&fields, &mut value);
        Json::of(&value)
    }

    /// Performs one request of an action: by the route, of those of a table, that serves the connection and these fields.
    ///
    /// # Errors
    /// `invalid-input` where none serves them; what the service answered, or why it did not.
    pub fn perform_among<A: Action>(&self, table: &[ActionRoute], fields: Fields) -> Result<Json, Error> {
        let entry = entry::<A>();
        self.perform_route(entry, entry.choose_among(table, self, &fields)?, fields)
    }

    /// Makes the request of [`perform_among`](Self::perform_among) without sending it.
    ///
    /// # Errors
    /// `invalid-input` where no route serves the connection and these fields, or a field cannot stand where one puts it.
    pub fn request_among<A: Action>(&self, table: &[ActionRoute], fields: Fields) -> Result<Request, Error> {
        let entry = entry::<A>();
        let route = entry.choose_among(table, self, &fields)?;
        entry.request(route.route, &route.fields(fields)?)
    }

    /// Makes the request of an action's route.
    ///
    /// # Errors
    /// `invalid-input` where a field cannot stand where the route puts it.
    pub fn request<A: Action>(&self, action: &A) -> Result<Request, Error> {
        self.request_from::<A>(&fields_of(action)?)
    }

    /// Makes the request of an action's route from these fields instead of its own.
    ///
    /// # Errors
    /// `invalid-input` where a field cannot stand where the route puts it.
    pub fn request_from<A: Action>(&self, fields: &Fields) -> Result<Request, Error> {
        self.request_by::<A>(A::ROUTE, fields)
    }

    /// Makes the request of any route of an action, such as one of [`Action::ALSO`], from these fields.
    ///
    /// # Errors
    /// `invalid-input` where a field cannot stand where the route puts it.
    pub fn request_by<A: Action>(&self, route: &str, fields: &Fields) -> Result<Request, Error> {
        entry::<A>().request(route, fields)
    }

    /// The fields of an action's input, as JSON names them.
    ///
    /// # Errors
    /// `internal` where the input has no JSON form.
    pub fn fields<A: Action>(&self, action: &A) -> Result<Fields, Error> {
        fields_of(action)
    }

    /// Sends a request and takes a successful response.
    ///
    /// # Errors
    /// What a response outside the 200s means, or why none came.
    pub fn send(&self, request: &Request) -> Result<Response, Error> {
        self.judge(request, self.host.send(request))
    }

    /// Sends requests side by side; the results stand in the order of the requests.
    pub fn send_all(&self, requests: &[Request]) -> Vec<Result<Response, Error>> {
        let answers = self.host.send_all(requests);
        requests.iter().zip(answers).map(|(request, answer)| self.judge(request, answer)).collect()
    }

    /// Sends a request and takes any response, to learn something from it.
    ///
    /// # Errors
    /// Why none came.
    pub fn ask(&self, request: &Request) -> Result<Response, Error> {
        self.host.send(request).map_err(|failure| Error::from_failure(failure, request.changes()))
    }

    fn judge(&self, request: &Request, answer: Result<Response, Failure>) -> Result<Response, Error> {
        match answer {
            Ok(response) if response.is_success() => Ok(response),
            Ok(response) => {
                let error = (self.explain)(self, request, &response);
                // What a gateway says of a write that it passed on and lost the answer to: it may have been made.
                let lost = request.changes() && request.retry != Retry::Safe && matches!(response.status, 502 | 504);
                Err(Error { uncertain: error.uncertain || lost, ..error })
            }
            Err(failure) => Err(Error::from_failure(failure, request.changes())),
        }
    }

    /// The name of the connection's auth type.
    pub fn auth_type(&self) -> String {
        self.host.auth_type()
    }

    /// A field of the connection that is not secret, as the user filled it in or as it was derived.
    pub fn field(&self, name: &str) -> Option<String> {
        self.host.field(name)
    }

    /// The OAuth scopes that were granted, where that is known.
    pub fn scopes(&self) -> Option<Vec<String>> {
        self.host.scopes()
    }

    /// The scopes that the running action declares for a request; none outside an action.
    pub fn needed_scopes(&self, request: &Request) -> Scopes {
        self.entry.and_then(|entry| entry.route_of(request)).map_or(&[], |route| route.scopes)
    }

    /// What is known of a blob.
    ///
    /// # Errors
    /// `invalid-input` where this call may use no blob of this id.
    pub fn blob(&self, id: &BlobId) -> Result<Blob, Error> {
        self.host.blob(&id.0).ok_or_else(|| Error::from_blob_failure(BlobFailure::Unknown, id))
    }

    /// At most `length` bytes of a blob from `offset`; fewer only at the end, and none behind it. A host takes a mebibyte at
    /// once.
    ///
    /// # Errors
    /// `invalid-input` where this call may use no blob of this id, `internal` where it cannot be read.
    pub fn read_blob(&self, id: &BlobId, offset: u64, length: u32) -> Result<Vec<u8>, Error> {
        self.host.read_blob(&id.0, offset, length).map_err(|failure| Error::from_blob_failure(failure, id))
    }

    /// The content of a blob as text, where it has at most so many bytes.
    ///
    /// # Errors
    /// As [`read_blob`](Self::read_blob); `invalid-input` where it is larger, or no UTF-8.
    pub fn blob_text(&self, id: &BlobId, most: u64) -> Result<String, Error> {
        let size = self.blob(id)?.size;
        if size > most {
            let message = format!("the file has {size} bytes, and {most} at most are taken");
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        let mut bytes = Vec::new();
        loop {
            let more = self.read_blob(id, bytes.len() as u64, READ_AT_ONCE)?;
            if more.is_empty() {
                break;
            }
            bytes.extend(more);
            if bytes.len() as u64 >= size {
                break;
            }
        }
        String::from_utf8(bytes).map_err(|_| Error::new(ErrorKind::InvalidInput, "the file is not UTF-8 text"))
    }

    /// The SHA-256 of a blob in lower-case hexadecimal, computed by the host: the blob may have any size.
    ///
    /// # Errors
    /// As [`read_blob`](Self::read_blob).
    pub fn blob_sha256(&self, id: &BlobId) -> Result<String, Error> {
        self.host.blob_sha256(&id.0).map_err(|failure| Error::from_blob_failure(failure, id))
    }

    /// Says how far a long call is.
    pub fn report(&self, done: u64, total: Option<u64>, message: &str) {
        self.host.report(done, total, message);
    }

    /// Hands over results, each a JSON text, before the call ends. False: stop, nobody wants more.
    pub fn emit(&self, items: &[String]) -> bool {
        self.host.emit(items)
    }

    /// Says what `resume` would be if the run ended here: everything that was handed over before is behind it.
    ///
    /// # Errors
    /// `internal` where it has no JSON form.
    pub fn save(&self, resume: &impl Serialize) -> Result<(), Error> {
        self.host.save(&Json::of(resume)?.into_text());
        Ok(())
    }

    /// Writes one line to the log.
    pub fn log(&self, level: Level, message: &str, fields: &[(String, String)]) {
        self.host.log(level, message, fields);
    }
}

impl Entry {
    /// Makes the request of a route of this action.
    pub(crate) fn request(&self, route: &str, fields: &Fields) -> Result<Request, Error> {
        let route = Route::parse(route)
            .map_err(|error| Error::new(ErrorKind::Internal, format!("the route of `{}`: {error}", self.name)))?;
        let mut request = route.request(fields)?;
        for (name, value) in self.headers {
            request = request.header(*name, *value);
        }
        let harmless = self.repeatable || !request.changes();
        Ok(request.retry(if harmless { Retry::Safe } else { Retry::Never }))
    }
}

/// The fields of an action as JSON.
pub(crate) fn fields_of(action: &impl Serialize) -> Result<Fields, Error> {
    object(serde_json::to_value(action))
}

fn object(input: serde_json::Result<Value>) -> Result<Fields, Error> {
    match input {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(Error::new(ErrorKind::Internal, "an action's input is an object")),
        Err(error) => Err(Error::new(ErrorKind::Internal, format!("an action's input has no JSON form: {error}"))),
    }
}
