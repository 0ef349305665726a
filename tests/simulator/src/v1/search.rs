//! `GET /search` and `GET /content/search`.

use http::StatusCode;
use serde_json::{Value, json};

use super::content::{self, Found};
use crate::answer::{Answer, Reply};
use crate::cql::{self, Context, Subject, Thing};
use crate::cursor::Cursor;
use crate::parameters::{Parameters, encode};
use crate::refusal::Shape;
use crate::site::Call;
use crate::store::{Status, Store};

/// How many characters of the text a result quotes.
const EXCERPT: usize = 200;
const EXPANSIONS: &[&str] =
    &["body.storage", "body.view", "body.export_view", "body.styled_view", "body.atlas_doc_format"];
/// Expansions that render a page, and cut the limit down to 25.
const RENDERED: &[&str] =
    &["content.body.export_view", "content.body.styled_view", "body.export_view", "body.styled_view"];

/// Searches by CQL; goes on by cursor only, and takes no notice of `start`.
pub(crate) fn search(call: &Call<'_>) -> Reply {
    let excerpt = call.parameters.one("excerpt").unwrap_or("highlight");
    let base = call.base();
    answer(call, "/rest/api/search", |subject| row(subject, &base, excerpt))
}

/// Searches by CQL for content alone; it goes on in the same way.
pub(crate) fn content(call: &Call<'_>) -> Reply {
    let base = call.base();
    answer(call, "/rest/api/content/search", |subject| match subject.thing {
        Thing::Page => content::page(call, subject.store, subject.page, &[]),
        Thing::Comment(comment) => {
            let found = Found::comment(subject.store, subject.page, comment);
            found.content(&base, subject.store.space_key(subject.page))
        }
        Thing::Attachment(attachment) => content::attachment(call, subject.store, attachment),
    })
}

fn answer(call: &Call<'_>, path: &str, row: impl Fn(&Subject<'_>) -> Value) -> Reply {
    let parameters = &call.parameters;
    let text = parameters.one("cql").unwrap_or_default();
    let limit = limit(parameters)?;
    check_expansions(parameters)?;
    let store = call.world.store();
    let context = Context { account: call.account.id(), now: store.time() };
    let query = cql::parse_for(text, &context)
        .map_err(|reason| Shape::V1.invalid(&format!("Could not parse cql : {text} ({reason})")))?;
    let cursor = match parameters.one("cursor") {
        None => None,
        Some(text) => Some(Cursor::decode(text).ok_or_else(|| Shape::V1.wrong_type(text, "cursor", "Cursor"))?),
    };
    let mut found: Vec<Subject<'_>> =
        subjects(&store).filter(|subject| subject.meets(&query) && call.may(&store, subject.id(), "read")).collect();
    found.sort_by(|a, b| a.compare(b, &query.order));
    let ids: Vec<u64> = found.iter().map(Subject::id).collect();
    let from = cursor.map_or(0, |cursor| cursor.resume(&ids));
    let to = found.len().min(from + limit);
    let part = found.get(from..to).unwrap_or_default();
    let base = call.base();
    let rows: Vec<Value> = part.iter().map(row).collect();

    let own = format!("{base}{path}?{}", parameters.encode_without(&["start"]));
    let mut links = json!({"base": base, "context": "/wiki", "self": own});
    if let Some(last) = ids.get(from..to).unwrap_or_default().last().filter(|_| to < ids.len()) {
        let cursor = Cursor { last: *last, offset: to as u64 }.encode();
        // `excerpt` is lost on the way to the next part; a client that wants it must add it again.
        let kept = parameters.encode_without(&["cursor", "start", "next", "prev", "limit", "excerpt"]);
        let cursor = encode(&cursor);
        links["next"] = if path == "/rest/api/search" {
            json!(format!("{path}?next=true&cursor={cursor}&limit={limit}&start={to}&{kept}"))
        } else {
            json!(format!("{path}?cursor={cursor}&limit={limit}&{kept}"))
        };
    }
    let body = json!({
        "results": rows,
        "start": from,
        "limit": limit,
        "size": rows.len(),
        "totalSize": ids.len(),
        "cqlQuery": text,
        "searchDuration": 12,
        "_links": links,
    });
    Ok(Answer::json(StatusCode::OK, &body))
}

fn limit(parameters: &Parameters) -> Result<usize, Answer> {
    let limit = parameters.limit(25)?;
    let rendered = parameters.list("expand").unwrap_or_default().iter().any(|name| RENDERED.contains(name));
    Ok(if rendered { limit.min(25) } else { limit })
}

/// Accepts `content`, `space` and what is inside content; nothing of it changes the answer.
fn check_expansions(parameters: &Parameters) -> Result<(), Answer> {
    for name in parameters.list("expand").unwrap_or_default() {
        let inner = name.strip_prefix("content.").unwrap_or(name);
        let known = ["content", "space", "version", "history", "ancestors", "metadata.labels", "container", "body"];
        let is_property = inner.strip_prefix("metadata.properties.").is_some_and(|key| !key.is_empty());
        if !known.contains(&inner) && !EXPANSIONS.contains(&inner) && !is_property {
            return Err(Shape::V1.invalid(&format!("Unknown expansion '{name}' (simulator)")));
        }
    }
    Ok(())
}

/// Lists what a search may find: current pages, their comments and their attachments.
fn subjects(store: &Store) -> impl Iterator<Item = Subject<'_>> {
    let indexed = |id: u64| store.content(id).filter(|page| page.status == Status::Current);
    let pages = store.contents().filter(|page| page.status == Status::Current).map(move |page| Subject {
        store,
        page,
        thing: Thing::Page,
    });
    let comments = store.comments().filter_map(move |comment| {
        Some(Subject { store, page: indexed(comment.page)?, thing: Thing::Comment(comment) })
    });
    let attachments = store.attachments().filter_map(move |attachment| {
        let attachment = Some(attachment).filter(|attachment| !attachment.trashed)?;
        Some(Subject { store, page: indexed(attachment.page)?, thing: Thing::Attachment(attachment) })
    });
    pages.chain(comments).chain(attachments)
}

/// Writes what was found, with what a reader of results wants to know.
fn row(subject: &Subject<'_>, base: &str, excerpt: &str) -> Value {
    let Subject { store, page, thing } = *subject;
    let key = store.space_key(page);
    let (found, text) = match thing {
        Thing::Page => (Found::page(store, page), page.latest.body.text()),
        Thing::Comment(comment) => (Found::comment(store, page, comment), comment.body.text()),
        Thing::Attachment(attachment) => (Found::attachment(attachment), String::new()),
    };
    let quoted: String = if excerpt == "none" { String::new() } else { text.chars().take(EXCERPT).collect() };
    let space = store.space(page.space).map_or("", |space| space.name.as_str());
    json!({
        "content": found.content(base, key),
        "title": found.title,
        "excerpt": quoted,
        "url": found.url,
        "resultGlobalContainer": {"title": space, "displayUrl": format!("/spaces/{key}")},
        "breadcrumbs": [],
        "entityType": "content",
        "iconCssClass": format!("aui-icon content-type-{}", found.kind),
        "lastModified": subject.modified().to_string(),
        "friendlyLastModified": subject.modified().friendly(),
        "score": 0.0,
    })
}
