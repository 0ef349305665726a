//! Answers that are files.

use connector_sdk::{Context, Error, ErrorKind, Json, Request};

use super::attachments::Download;

/// Sends a request whose answer is a file.
///
/// The file has the name and media type that are known of it, those that the answer says otherwise, and `otherwise` as
/// its name where nobody says one.
pub(super) fn download(
    context: &Context<'_>,
    request: Request,
    name: Option<String>,
    media_type: Option<String>,
    otherwise: &str,
) -> Result<Json, Error> {
    let response = context.send(&request.into_blob())?;
    let file = response
        .blob()
        .ok_or_else(|| Error::from_response(ErrorKind::Internal, "the response did not go into a blob", &response))?;
    let blob = context.blob(&file)?;
    let said = || response.header("content-type").map(str::to_owned);
    Json::of(&Download {
        file_name: name.or(response.file_name()).or(blob.file_name).unwrap_or_else(|| otherwise.to_owned()),
        media_type: media_type.or_else(said).or(blob.media_type),
        size: blob.size,
        file,
    })
}
