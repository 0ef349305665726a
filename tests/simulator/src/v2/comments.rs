//! `/footer-comments` and `/inline-comments`.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::fields::{Fields, invalid, missing};
use super::parts::{operations, properties, versions};
use super::{body, object};
use crate::answer::{Answer, Reply};
use crate::links;
use crate::refusal::v2;
use crate::site::Call;
use crate::store::{Comment, Inline, Kind, NewComment, PageBody, Resolution, Store, Version};

const PLACES: &[&str] = &["pageId", "blogPostId", "parentCommentId", "attachmentId", "customContentId"];

/// Comments on something or replies to a comment.
pub(crate) fn create(call: &Call<'_>) -> Reply {
    let mut fields = Fields::whole(call.value.clone())?;
    let mut places =
        PLACES.iter().filter_map(|place| place_id(&fields, place).transpose().map(|id| id.map(|id| (*place, id))));
    let (place, target) = places.next().transpose()?.ok_or_else(|| missing("pageId"))?;
    if places.next().transpose()?.is_some() {
        return Err(invalid("A comment has one container only"));
    }
    drop(places);
    let body = body::written(fields.take("body").ok_or_else(|| missing("body"))?)?;

    let mut store = call.world.store();
    let (page, parent) = container(call, &store, place, target)?;
    let selection = match (call.kind, parent) {
        (Kind::InlineComment, Some(parent)) => {
            let inline = store.comment(parent).and_then(|comment| comment.inline.clone());
            inline.map(|inline| (inline.selection, inline.index))
        }
        (Kind::InlineComment, None) => {
            let text = store.content(page).map(|page| page.latest.body.text()).unwrap_or_default();
            Some(selection(&call.value["inlineCommentProperties"], &text)?)
        }
        _ => None,
    };
    let id = match selection {
        None => store.add_comment(page, parent, body),
        selection => store.create_comment(NewComment { page, parent, selection, body }),
    };
    written(call, &store, id, StatusCode::CREATED)
}

/// Returns one comment.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    let format = parameters.one("body-format");
    let version = parameters.number("version", "Integer")?;
    let store = call.world.store();
    let id = call.owner(&store)?;
    let comment = store.comment(id).ok_or_else(|| call.absent(id))?;
    let all = store.versions(call.kind, id);
    let shown = match version {
        Some(number) => all.iter().find(|version| u64::from(version.number) == number),
        None => all.first(),
    };
    let shown = shown.ok_or_else(|| call.absent(id))?;
    let text = shown.body.map_or_else(|| json!({}), |text| body::read(text, format));
    let mut json = object(row(&store, comment, text));
    json.insert("version".to_owned(), versions::version(shown));
    include(call, &store, comment, &all, &mut json)?;
    json["_links"]["base"] = json!(call.base());
    Ok(Answer::json(StatusCode::OK, &Value::Object(json)))
}

/// Changes the text of a comment, resolves or reopens it.
pub(crate) fn update(call: &Call<'_>) -> Reply {
    let mut fields = Fields::whole(call.value.clone())?;
    let text = fields.take("body").map(body::written).transpose()?;
    let number = call.value["version"]["number"].as_u64().ok_or_else(|| missing("version.number"))?;
    let message = call.value["version"]["message"].as_str().unwrap_or_default();
    let mut store = call.world.store();
    let id = call.owner(&store)?;
    let comment = store.comment(id).ok_or_else(|| call.absent(id))?;
    if number != u64::from(comment.number) + 1 {
        let current = comment.number;
        return Err(v2(
            StatusCode::CONFLICT,
            &format!("Version must be incremented on update. Current version is: {current}"),
        ));
    }
    let resolved = call.value["resolved"].as_bool();
    if resolved.is_some() && comment.parent.is_some() {
        return Err(invalid("A reply cannot be resolved"));
    }
    if resolved.is_some() && comment.inline.as_ref().is_some_and(|inline| inline.resolution == Resolution::Dangling) {
        return Err(invalid("A dangling comment cannot be resolved"));
    }
    let known: PageBody = comment.body.clone();
    let text = match (text, resolved) {
        (Some(text), _) => text,
        (None, Some(_)) => known,
        (None, None) => return Err(missing("body")),
    };
    store.update_comment(id, text, message);
    if let Some(resolved) = resolved {
        store.resolve(id, resolved);
    }
    written(call, &store, id, StatusCode::OK)
}

/// Deletes a comment and its replies for good.
pub(crate) fn delete(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = call.owner(&store)?;
    store.delete_comment(id);
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Writes a comment with a body that is ready.
pub(super) fn row(store: &Store, comment: &Comment, body: Value) -> Value {
    let (place, link) = match store.content(comment.page) {
        Some(page) => {
            let place = match page.kind {
                Kind::Blogpost => "blogPostId",
                Kind::CustomContent => "customContentId",
                _ => "pageId",
            };
            (place, links::of(store.space_key(page), page, &page.latest.title))
        }
        None => ("attachmentId", "/pages/viewpageattachments.action".to_owned()),
    };
    let prefix = if place == "attachmentId" { "att" } else { "" };
    let mut row = object(json!({
        "id": comment.id.to_string(),
        "status": "current",
        "title": store.comment_title(comment.id),
        place: format!("{prefix}{}", comment.page),
    }));
    if let Some(parent) = comment.parent {
        row.insert("parentCommentId".to_owned(), json!(parent.to_string()));
    }
    let latest = Version {
        number: comment.number,
        title: "",
        body: None,
        message: &comment.message,
        minor_edit: false,
        at: comment.at,
    };
    row.insert("version".to_owned(), versions::version(&latest));
    row.insert("body".to_owned(), body);
    if let Some(inline) = &comment.inline {
        anchor(inline, comment.parent.is_none(), &mut row);
    }
    row.insert("_links".to_owned(), json!({"webui": format!("{link}?focusedCommentId={}", comment.id)}));
    Value::Object(row)
}

fn anchor(inline: &Inline, first: bool, row: &mut Map<String, Value>) {
    if first {
        row.insert("resolutionStatus".to_owned(), json!(inline.resolution.name()));
        if let Some(at) = inline.resolved_at {
            row.insert("resolutionLastModifierId".to_owned(), json!(crate::store::ACCOUNT_ID));
            row.insert("resolutionLastModifiedAt".to_owned(), json!(at.to_string()));
        }
    }
    let place = json!({"inlineMarkerRef": inline.marker, "inlineOriginalSelection": inline.selection});
    row.insert("properties".to_owned(), place);
}

fn include(
    call: &Call<'_>,
    store: &Store,
    comment: &Comment,
    all: &[Version<'_>],
    json: &mut Map<String, Value>,
) -> Result<(), Answer> {
    let id = comment.id;
    let part = |rows: Vec<Value>, name: &str| {
        let own = format!("/wiki/api/v2/{}/{id}/{name}", call.kind.segment());
        json!({"results": rows, "meta": {"hasMore": false}, "_links": {"self": own}})
    };
    let parameters = &call.parameters;
    if parameters.flag("include-properties")? && comment.inline.is_none() {
        let rows = store.properties(id).iter().map(|property| properties::row(call.kind, property));
        json.insert("properties".to_owned(), part(rows.collect(), "properties"));
    }
    if parameters.flag("include-operations")? {
        json.insert("operations".to_owned(), part(operations::rows(call.kind), "operations"));
    }
    if parameters.flag("include-likes")? {
        let rows = store.likes(id).iter().map(|account| json!({"accountId": account}));
        json.insert("likes".to_owned(), part(rows.collect(), "likes/users"));
    }
    if parameters.flag("include-versions")? {
        json.insert("versions".to_owned(), part(all.iter().map(versions::version).collect(), "versions"));
    }
    if parameters.one("include-version") == Some("false") {
        json.remove("version");
    }
    Ok(())
}

fn written(call: &Call<'_>, store: &Store, id: u64, status: StatusCode) -> Reply {
    let comment = store.comment(id).ok_or_else(|| call.absent(id))?;
    let mut json = object(row(store, comment, body::echoed(&comment.body)));
    json["_links"]["base"] = json!(call.base());
    Ok(Answer::json(status, &Value::Object(json)))
}

fn place_id(fields: &Fields, place: &str) -> Result<Option<u64>, Answer> {
    if place != "attachmentId" {
        return fields.id(place);
    }
    let Some(text) = fields.text(place)? else { return Ok(None) };
    let number = text.strip_prefix("att").unwrap_or(text).parse();
    number.map(Some).map_err(|_| invalid(&format!("'{text}' is no attachment id")))
}

/// Finds the content to comment on, and the comment to answer.
fn container(call: &Call<'_>, store: &Store, place: &str, target: u64) -> Result<(u64, Option<u64>), Answer> {
    let absent = || v2(StatusCode::NOT_FOUND, &format!("Cannot find the container of the comment: {place} [{target}]"));
    let kind = match place {
        "parentCommentId" => {
            let parent = store.comment(target).filter(|_| store.has(call.kind, target)).ok_or_else(absent)?;
            if store.content(parent.page).is_some() && !store.is_open(parent.page) {
                return Err(absent());
            }
            return Ok((parent.page, Some(target)));
        }
        "attachmentId" => {
            store.attachment(target).filter(|attachment| !attachment.trashed).ok_or_else(absent)?;
            return Ok((target, None));
        }
        "blogPostId" => Kind::Blogpost,
        "customContentId" => Kind::CustomContent,
        _ => Kind::Page,
    };
    if store.content_of(kind, target).is_some() && store.is_open(target) && call.may(store, target, "read") {
        return Ok((target, None));
    }
    Err(if kind == Kind::Page { crate::refusal::no_page(target) } else { absent() })
}

/// Reads which occurrence of which text is commented, and compares it with the text.
fn selection(properties: &Value, text: &str) -> Result<(String, u64), Answer> {
    let field = |name: &str| format!("inlineCommentProperties.{name}");
    let selection = properties["textSelection"].as_str().ok_or_else(|| missing(&field("textSelection")))?;
    let number = |name: &str| properties[name].as_u64().ok_or_else(|| missing(&field(name)));
    let (count, index) = (number("textSelectionMatchCount")?, number("textSelectionMatchIndex")?);
    let found = if selection.is_empty() { 0 } else { text.matches(selection).count() as u64 };
    if found == 0 || found != count {
        return Err(invalid(&format!("The text has the selection {found} times, not {count} times")));
    }
    if index >= count {
        return Err(invalid(&format!("textSelectionMatchIndex must be less than {count}")));
    }
    Ok((selection.to_owned(), index))
}
