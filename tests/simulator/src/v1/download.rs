//! Downloads: the redirect to the media host, and the path that is retired.

use http::StatusCode;
use http::header::{LOCATION, WWW_AUTHENTICATE};

use crate::answer::{Answer, Reply};
use crate::media;
use crate::refusal::no_content;
use crate::sabotage::html;
use crate::site::Call;

/// Redirects to the content of an attachment.
pub(crate) fn download(call: &Call<'_>) -> Reply {
    let page = call.id()?;
    let id = call.attachment_id(1)?;
    let parameters = &call.parameters;
    let statuses = ["current", "archived", "trashed"];
    parameters.choices("status", &statuses)?;
    let version = parameters.number("version", "Integer")?;
    let store = call.world.store();
    call.check_access(&store, page, "read")?;
    if store.content(page).is_none() {
        return Err(no_content(page));
    }
    let attachment = store.attachment(id).filter(|attachment| attachment.page == page).ok_or_else(|| no_content(id))?;
    let revision = match version {
        None => &attachment.latest,
        Some(number) => attachment
            .revision(number)
            .ok_or_else(|| parameters.shape().invalid(&format!("Attachment att{id} has no version {number}")))?,
    };
    let location = media::address(&revision.file_id, &attachment.title);
    Ok(Answer::empty(StatusCode::FOUND).with(LOCATION, &location))
}

/// Refuses the download path of the user interface, whoever asks.
pub(crate) fn retired(call: &Call<'_>) -> Reply {
    let host = call.tenant.host(&call.world.options);
    let realm = format!("OAuth realm=\"https%3A%2F%2F{host}%2Fwiki\"");
    Err(html(StatusCode::UNAUTHORIZED).with(WWW_AUTHENTICATE, &realm))
}
