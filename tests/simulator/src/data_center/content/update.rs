//! `PUT /content/{contentId}`.

use http::StatusCode;

use super::create::{EXPANDED, check_parent, check_title};
use super::{editable, written};
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::expand::{CONTENT, Expand};
use crate::data_center::fields::Fields;
use crate::data_center::instance::{Content, Instance, Kind, Status, Version};
use crate::data_center::refusal::{conflict, invalid, missing, no_content};
use crate::data_center::view::View;

/// Updates content, moves it, restores it from the trash, or publishes a draft.
pub(in crate::data_center) fn update(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(&["status", "conflictPolicy", "asyncReconciliation"], &[])?;
    let asked = parameters.choice("status", &["current", "draft", "trashed"])?;
    parameters.choice("conflictPolicy", &["abort"])?;
    parameters.flag("asyncReconciliation")?;
    let id = call.id(0)?;
    let mut fields = Fields::read(call, &[&written::SET[..], &written::ALSO, &written::ECHOED].concat())?;
    if fields.id("id")?.is_some_and(|given| given != id) {
        return Err(invalid("Field 'id' is not the id of the path"));
    }
    let mut instance = call.instance();
    let content = editable(call, &instance, id)?;
    let drafts = fields.choice("status", &["current", "draft"])? == Some("draft");
    let version = written::version(&mut fields)?.ok_or_else(|| fields.absent("version"))?;
    match (content.status, asked) {
        (Status::Trashed, None | Some("trashed")) => {
            check_version(content, version.number)?;
            check_title(&instance, content.kind, content.space, &content.latest.title, Some(id))?;
            instance.restore(id, &call.user);
            return answer(call, &instance, id);
        }
        // That a draft is found by its status alone follows from how it is read.
        (Status::Draft, Some("draft")) | (Status::Current, None | Some("current" | "draft")) => {}
        _ => return Err(no_content(id)),
    }
    let kind = fields.choice("type", &["page", "blogpost", "comment", "attachment"])?;
    if kind.ok_or_else(|| fields.absent("type"))? != content.kind.name() {
        return Err(invalid(&format!("Content {id} is a {}", content.kind.name())));
    }
    if let Some(key) = written::space(&mut fields)? {
        check_space(&instance, content, &key)?;
    }
    let next = Change {
        title: fields.text("title")?.unwrap_or(&content.latest.title).to_owned(),
        body: written::body(&mut fields)?.unwrap_or_else(|| content.latest.body.clone()),
        parent: written::parent(&mut fields, &instance.ancestor_ids(content))?,
        position: written::position(&fields, content.position)?,
    };
    if next.title.trim().is_empty() && !drafts {
        return Err(fields.absent("title"));
    }
    if drafts {
        keep_draft(&mut instance, id, asked, next)?;
        return answer(call, &instance, id);
    }
    if content.status == Status::Current && asked == Some("draft") && content.draft.is_none() {
        return Err(missing(&format!("Content {id} has no draft")));
    }
    check_version(content, version.number)?;
    check_title(&instance, content.kind, content.space, &next.title, Some(id))?;
    check_move(call, &instance, content, next.parent)?;
    let version = Version {
        title: next.title,
        body: next.body,
        message: version.message,
        minor_edit: version.minor_edit,
        by: call.user.clone(),
        ..content.latest.clone()
    };
    instance.publish(id, version);
    if let Some(content) = instance.content.get_mut(&id) {
        content.parent = next.parent;
        content.position = next.position;
    }
    answer(call, &instance, id)
}

/// Is what a request makes of content.
struct Change {
    title: String,
    body: String,
    parent: Option<u64>,
    position: Option<u32>,
}

fn answer(call: &Call<'_>, instance: &Instance, id: u64) -> Reply {
    let content = instance.content.get(&id).ok_or_else(|| no_content(id))?;
    let expand = Expand::known(EXPANDED, &CONTENT);
    Ok(Answer::json(StatusCode::OK, &View::of(call, instance).whole(content, &content.latest, &expand)))
}

/// Keeps unpublished changes beside content, or in what was never published.
fn keep_draft(instance: &mut Instance, id: u64, asked: Option<&str>, next: Change) -> Result<(), Answer> {
    if asked != Some("draft") {
        return Err(invalid("A draft is written with the parameter status=draft"));
    }
    let at = instance.now();
    if let Some(content) = instance.content.get_mut(&id) {
        if content.status == Status::Draft {
            content.latest.title = next.title;
            content.latest.body = next.body;
            content.latest.at = at;
            content.parent = next.parent;
        } else {
            content.draft = Some((next.title, next.body));
        }
    }
    Ok(())
}

fn check_version(content: &Content, number: i64) -> Result<(), Answer> {
    let current = content.latest.number;
    let next = if content.status == Status::Draft { 1 } else { i64::from(current) + 1 };
    if number == next {
        return Ok(());
    }
    Err(conflict(&format!("Version must be incremented on update. Current version is: {current}")))
}

fn check_space(instance: &Instance, content: &Content, key: &str) -> Result<(), Answer> {
    let space = instance.space_keyed(key).map(|space| space.id);
    if space == Some(content.space) {
        return Ok(());
    }
    // Confluence moves pages across spaces; the simulator does not.
    Err(invalid(&format!("Content {} is not in the space {key} (simulator)", content.id)))
}

fn check_move(call: &Call<'_>, instance: &Instance, content: &Content, parent: Option<u64>) -> Result<(), Answer> {
    let Some(parent) = parent.filter(|parent| Some(*parent) != content.parent) else { return Ok(()) };
    if content.kind == Kind::Comment {
        return Err(invalid("A comment does not move"));
    }
    check_parent(call, instance, content.kind, content.space, parent)?;
    let above = instance.content.get(&parent);
    let below = above.is_some_and(|page| instance.ancestors(page).iter().any(|page| page.id == content.id));
    if parent == content.id || below {
        return Err(invalid("A page does not move below itself"));
    }
    Ok(())
}
