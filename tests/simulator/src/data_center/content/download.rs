//! `/download/attachments/{contentId}/{fileName}`: the servlet that hands out files.

use std::io;

use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use super::seen;
use crate::answer::{Answer, Content as Carried, Reply};
use crate::data_center::call::Call;
use crate::data_center::instance::{File, Kind};
use crate::parameters::encode;
use crate::sabotage::html;
use crate::store::BlobReader;

/// Hands out a version of an attachment by its name; what is missing is answered by a page, as the servlet does.
pub(in crate::data_center) fn download(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(&["version", "modificationDate", "api", "cacheVersion", "download"], &[])?;
    let number = parameters.number("version", "Integer")?;
    let not_found = || html(StatusCode::NOT_FOUND);
    let instance = call.instance();
    let holder = call.id(0).ok().and_then(|id| seen(call, &instance, id).ok()).ok_or_else(not_found)?;
    let mut attachments = instance.children(holder, Kind::Attachment).into_iter();
    let attachment = attachments.find(|attachment| attachment.latest.title == call.capture(1));
    let attachment = attachment.ok_or_else(not_found)?;
    let version = match number {
        Some(number) => attachment.version(number),
        None => Some(&attachment.latest),
    };
    let file = version.and_then(|version| version.file.as_ref()).ok_or_else(not_found)?;
    let name = encode(&attachment.latest.title);
    let mut answer = Answer::empty(StatusCode::OK)
        .with(CONTENT_TYPE, &file.media_type)
        .with(CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\"; filename*=UTF-8''{name}"));
    answer.content = Carried::Blob(file.bytes.clone());
    Ok(answer)
}

/// Returns the bytes of a file.
pub(super) fn whole(file: &File) -> io::Result<Vec<u8>> {
    let mut reader = BlobReader::new(file.bytes.clone());
    let mut bytes = Vec::new();
    while let Some(piece) = reader.piece()? {
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}
