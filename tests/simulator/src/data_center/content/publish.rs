//! Publishing drafts: by `POST /content` with an id, and by `/content/blueprint/instance/{draftId}`.

use http::StatusCode;

use super::create::{check_parent, check_title};
use super::{editable, written};
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::expand::{CONTENT, Expand};
use crate::data_center::fields::Fields;
use crate::data_center::instance::{Instance, Status};
use crate::data_center::refusal::{invalid, no_content};
use crate::data_center::view::View;

/// Publishes a draft; the two methods are for two kinds of drafts, which are one here.
pub(in crate::data_center) fn blueprint(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(&["status"], &["expand"])?;
    parameters.choice("status", &["draft"])?;
    let expand = Expand::read(parameters, "body.storage,history,space,version,ancestors", &CONTENT)?;
    let id = call.id(0)?;
    let mut fields = Fields::read(call, &[&written::SET[..], &written::ALSO, &written::ECHOED].concat())?;
    if fields.id("id")?.is_some_and(|given| given != id) {
        return Err(invalid("Field 'id' is not the id of the path"));
    }
    let mut instance = call.instance();
    draft(call, &mut instance, id, &mut fields)?;
    let content = instance.content.get(&id).ok_or_else(|| no_content(id))?;
    Ok(Answer::json(StatusCode::OK, &View::of(call, &instance).whole(content, &content.latest, &expand)))
}

/// Publishes a draft, which keeps its id; the document speaks of new content and not of its id.
pub(super) fn draft(call: &Call<'_>, instance: &mut Instance, id: u64, fields: &mut Fields) -> Result<u64, Answer> {
    let content = editable(call, instance, id)?;
    if content.status != Status::Draft {
        return Err(no_content(id));
    }
    let (kind, space) = (content.kind, content.space);
    if fields.choice("type", &["page", "blogpost"])?.is_some_and(|given| given != kind.name()) {
        return Err(invalid(&format!("Draft {id} is a {}", kind.name())));
    }
    fields.choice("status", &["current"])?;
    let mut version = content.latest.clone();
    if let Some(title) = fields.text("title")? {
        title.clone_into(&mut version.title);
    }
    if let Some(body) = written::body(fields)? {
        version.body = body;
    }
    let parent = written::parent(fields, &instance.ancestor_ids(content))?;
    if let Some(wanted) = written::version(fields)?.filter(|version| version.number != 1) {
        return Err(invalid(&format!("A draft is published with the version 1, not {}", wanted.number)));
    }
    if version.title.trim().is_empty() {
        return Err(fields.absent("title"));
    }
    check_title(instance, kind, space, &version.title, Some(id))?;
    if let Some(parent) = parent {
        check_parent(call, instance, kind, space, parent)?;
    }
    version.by.clone_from(&call.user);
    instance.publish(id, version);
    if let Some(content) = instance.content.get_mut(&id) {
        content.parent = parent;
    }
    Ok(id)
}
