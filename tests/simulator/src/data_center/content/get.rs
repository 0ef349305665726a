//! `GET /content/{id}`.

use http::StatusCode;

use super::seen;
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::expand::{CONTENT, Expand};
use crate::data_center::instance::Status;
use crate::data_center::refusal::{missing, no_content};
use crate::data_center::view::View;

/// Returns one piece of content; one that is not current must be asked for by its status.
///
/// That a version needs no status is a guess, and so is that a draft beside current content is read by its status.
pub(in crate::data_center) fn get(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(&["version", "xoauth_requestor_id"], &["status", "expand"])?;
    let statuses = parameters.choices("status", &["current", "draft", "trashed", "historical", "any"])?;
    let number = parameters.number("version", "Integer")?;
    let expand = Expand::read(parameters, "history,space,version", &CONTENT)?;
    let id = call.id(0)?;
    let instance = call.instance();
    let content = seen(call, &instance, id)?;
    let statuses = statuses.unwrap_or_else(|| vec!["current"]);
    let asked = |name: &str| statuses.contains(&name) || statuses.contains(&"any");
    let view = View::of(call, &instance);
    if let Some(number) = number.filter(|number| *number > 0) {
        let text = || missing(&format!("Content {id} has no version {number}"));
        let version = content.version(number).ok_or_else(text)?;
        return Ok(Answer::json(StatusCode::OK, &view.whole(content, version, &expand)));
    }
    if statuses == ["draft"]
        && let Some((title, body)) = &content.draft
    {
        let mut draft = content.latest.clone();
        draft.title.clone_from(title);
        draft.body.clone_from(body);
        let mut written = view.whole(content, &draft, &expand);
        written["status"] = Status::Draft.name().into();
        return Ok(Answer::json(StatusCode::OK, &written));
    }
    if !asked(content.status.name()) {
        return Err(no_content(id));
    }
    Ok(Answer::json(StatusCode::OK, &view.whole(content, &content.latest, &expand)))
}
