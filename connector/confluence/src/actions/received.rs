//! Answers that are files.

use connector_sdk::{Context, Error, ErrorKind, Json, Request};

use super::attachments::Download;

/// Sends a request whose answer is a file; the name is for a file that has none.
pub(super) fn download(context: &Context<'_>, request: Request, name: &str) -> Result<Json, Error> {
    let response = context.send(&request.into_blob())?;
    let file = response
        .blob()
        .ok_or_else(|| Error::from_response(ErrorKind::Internal, "the response did not go into a blob", &response))?;
    let blob = context.blob(&file)?;
    Json::of(&Download {
        file_name: response.file_name().or(blob.file_name).unwrap_or_else(|| name.to_owned()),
        media_type: response.header("content-type").map(str::to_owned).or(blob.media_type),
        size: blob.size,
        file,
    })
}
