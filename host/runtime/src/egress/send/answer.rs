use http::{HeaderMap, StatusCode, response};
use hyper::body::Incoming;

use super::{Bounds, Egress, Errand};
use crate::egress::budget::Share;
use crate::egress::incoming::ResponseStream;
use crate::egress::message::{Failure, Receive, Response, ResponseBody};
use crate::egress::{fetch, headers, retry};

/// What a service answered, as it came.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: ResponseBody,
    share: Share,
    /// 429, 502, 503 or 504: trying again may help.
    pub(super) passing: bool,
}

impl Answer {
    /// The same, not to be asked for again.
    pub(super) fn into_final(self) -> Self {
        Self { passing: false, ..self }
    }
}

impl Egress {
    pub(super) async fn receive(
        &self,
        head: response::Parts,
        body: Incoming,
        errand: &Errand<'_>,
    ) -> Result<Answer, Failure> {
        let Errand { request, bounds, .. } = errand;
        let response::Parts { status, headers, .. } = head;
        let limits = self.limits();
        let stream = ResponseStream::open(&headers, body, fetch::idle(request, limits.request)).await?;
        let mut share = bounds.held.share();
        let body = if request.receive == Receive::Blob && status.is_success() {
            ResponseBody::Blob(stream.into_blob(&headers, bounds, limits.blob_bytes).await?)
        } else {
            ResponseBody::Memory(stream.into_memory(limits.response_bytes, &mut share, bounds.held.limit()).await?)
        };
        let passing = status == StatusCode::TOO_MANY_REQUESTS || retry::is_passing(status);
        Ok(Answer { status, headers, body, share, passing })
    }

    /// Takes the secrets out before anything is handed on; also a token that was got meanwhile.
    pub(super) fn finish(&self, answer: Result<Answer, Failure>, bounds: &Bounds<'_>) -> Result<Response, Failure> {
        let Answer { status, headers, body, share, .. } = answer?;
        let own = self.authorization.redactor(&[]);
        // Most often it is the very one that the call has.
        let own = (!std::ptr::eq(&raw const *own, bounds.redactor)).then_some(own);
        let clean = |text: &str| {
            let text = bounds.redactor.text(text);
            own.as_ref().map_or_else(|| text.clone().into_owned(), |own| own.text(&text).into_owned())
        };
        let headers = headers::response_headers(&headers)
            .into_iter()
            .map(|(name, value)| (clean(&name), clean(&value)))
            .collect();
        let body = match body {
            ResponseBody::Memory(bytes) if !bounds.reads_tokens => {
                let bytes = bounds.redactor.bytes(bytes);
                ResponseBody::Memory(match &own {
                    Some(own) => own.bytes(bytes),
                    None => bytes,
                })
            }
            body => body,
        };
        Ok(Response { status: status.as_u16(), headers, body, _share: share })
    }
}
