//! `PUT /content/{id}/child/attachment/{attachmentId}`: all but the content of an attachment.

use http::StatusCode;

use super::content;
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, no_content, v1};
use crate::site::Call;

/// Renames an attachment, changes its comment or media type, or moves it to other content.
pub(crate) fn update(call: &Call<'_>) -> Reply {
    let page = call.id()?;
    let id = call.attachment_id(1)?;
    let value = &call.value;
    let mut store = call.world.store();
    let found = store.attachment(id).filter(|attachment| attachment.page == page && !attachment.trashed);
    let current = found.ok_or_else(|| no_content(id))?.latest.number;
    if value["id"].as_str().is_none_or(|given| given.trim_start_matches("att") != id.to_string()) {
        return Err(Shape::V1.invalid("Field 'id' does not fit the path"));
    }
    if value["type"] != "attachment" {
        return Err(Shape::V1.invalid("Field 'type' must be attachment"));
    }
    if value["version"]["number"].as_u64() != Some(u64::from(current)) {
        let text = format!("Version must be that of the attachment. Current version is: {current}");
        return Err(v1(StatusCode::CONFLICT, &text));
    }
    let target = match &value["container"]["id"] {
        serde_json::Value::String(text) => Some(text.parse().map_err(|_| Shape::V1.not_an_id(text))?),
        number => number.as_u64(),
    };
    if let Some(target) = target.filter(|target| !store.is_open(*target)) {
        return Err(no_content(target));
    }
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let (title, media_type) = (text(&value["title"]), text(&value["metadata"]["mediaType"]));
    let comment = text(&value["metadata"]["comment"]).or_else(|| text(&value["version"]["message"]));
    store.change_attachment(id, |attachment| {
        attachment.title = title.unwrap_or_else(|| attachment.title.clone());
        attachment.page = target.unwrap_or(attachment.page);
        let latest = &mut attachment.latest;
        latest.media_type = media_type.unwrap_or_else(|| latest.media_type.clone());
        latest.comment = comment.unwrap_or_else(|| latest.comment.clone());
    });
    let attachment = store.attachment(id).ok_or_else(|| no_content(id))?;
    Ok(Answer::json(StatusCode::OK, &content::attachment(call, &store, attachment)))
}
