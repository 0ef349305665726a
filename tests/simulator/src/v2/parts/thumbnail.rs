//! `/attachments/{id}/thumbnail/download`.

use http::StatusCode;
use http::header::LOCATION;

use crate::answer::{Answer, Reply};
use crate::media;
use crate::site::Call;

/// Redirects to a small picture of an attachment; the simulator has none and serves the content itself.
pub(crate) fn download(call: &Call<'_>) -> Reply {
    let version = call.parameters.number("version", "Integer")?;
    for side in ["width", "height"] {
        call.parameters.number(side, "Integer")?;
    }
    let store = call.world.store();
    let id = call.owner(&store)?;
    let attachment = store.attachment(id).ok_or_else(|| call.absent(id))?;
    let revision = match version {
        None => &attachment.latest,
        Some(number) => attachment.revision(number).ok_or_else(|| call.absent(id))?,
    };
    Ok(Answer::empty(StatusCode::FOUND).with(LOCATION, &media::address(&revision.file_id, &attachment.title)))
}
