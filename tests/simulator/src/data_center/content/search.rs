//! `GET /search` and `GET /content/search`.

use http::StatusCode;
use serde_json::{Value, json};

use crate::answer::{Answer, Reply};
use crate::cql::{self, Query};
use crate::data_center::call::Call;
use crate::data_center::cql::{Search, Thing};
use crate::data_center::expand::{CONTENT, Expand, RESULT};
use crate::data_center::instance::{Instance, Kind};
use crate::data_center::listing::Window;
use crate::data_center::refusal::{invalid, refuse};
use crate::data_center::view::View;
use crate::store::ACCOUNT_ID;

/// How many characters of the text a result quotes.
const EXCERPT: usize = 200;

/// Searches for content, spaces and users; goes on by `start`.
pub(in crate::data_center) fn search(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    let singles = ["cql", "cqlcontext", "excerpt", "start", "limit", "includeArchivedSpaces"];
    parameters.only(&singles, &["expand"])?;
    let quotes = parameters.choice("excerpt", &["indexed", "highlight", "none"])? != Some("none");
    let archived = parameters.flag("includeArchivedSpaces")?;
    let expand = Expand::read(parameters, "", &RESULT)?;
    let window = Window::read(call, 25)?;
    let query = read(call, StatusCode::BAD_REQUEST)?;
    let instance = call.instance();
    let found = find(call, &instance, &query, archived, true);
    let total = found.len();
    let view = View::of(call, &instance);
    let mut page = window.page(call, found, |thing| row(view, thing, &expand, quotes));
    page["totalSize"] = json!(total);
    page["cqlQuery"] = json!(parameters.one("cql"));
    page["searchDuration"] = json!(12);
    Ok(Answer::json(StatusCode::OK, &page))
}

/// Searches for content alone; that a wrong query is answered with 404 is what the document says.
pub(in crate::data_center) fn content(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(&["cql", "cqlcontext", "start", "limit", "xoauth_requestor_id"], &["expand"])?;
    let expand = Expand::read(parameters, "", &CONTENT)?;
    let window = Window::read(call, 25)?;
    let query = read(call, StatusCode::NOT_FOUND)?;
    let instance = call.instance();
    let found: Vec<_> = find(call, &instance, &query, false, false).into_iter().filter_map(Thing::content).collect();
    let total = found.len();
    let view = View::of(call, &instance);
    let mut page = window.page(call, found, |content| view.content(content, &expand));
    page["totalSize"] = json!(total);
    page["cqlQuery"] = json!(parameters.one("cql"));
    page["searchDuration"] = json!(12);
    Ok(Answer::json(StatusCode::OK, &page))
}

fn read(call: &Call<'_>, status: StatusCode) -> Result<Query, Answer> {
    let context = call.parameters.one("cqlcontext").map(serde_json::from_str::<Value>);
    if context.is_some_and(|context| !context.is_ok_and(|context| context.is_object())) {
        return Err(invalid("Parameter 'cqlcontext' must be a JSON object"));
    }
    let text = call.parameters.one("cql").ok_or_else(|| refuse(status, "Parameter 'cql' is required"))?;
    let context = cql::Context { account: ACCOUNT_ID, now: call.instance().time() };
    cql::parse_for(text, &context).map_err(|reason| refuse(status, &format!("Could not parse cql : {text} ({reason})")))
}

/// Finds what is current and seen, in the query's order.
fn find<'a>(
    call: &'a Call<'_>,
    instance: &'a Instance,
    query: &'a Query,
    archived: bool,
    everything: bool,
) -> Vec<Thing<'a>> {
    let user = call.user.as_str();
    let search = Search { instance, user, query };
    let open = |id: u64| instance.spaces.get(&id).is_some_and(|space| archived || !space.archived);
    // Comments and attachments are found as long as what holds them is.
    let content = instance.content.values().filter(|content| {
        content.is_current()
            && instance.holder(content).is_current()
            && open(content.space)
            && instance.views(user, content)
    });
    let spaces = instance.spaces.values().filter(|space| open(space.id) && instance.sees(user, space));
    let people = instance.users.values().filter(|user| user.active);
    let mut found: Vec<Thing<'_>> = content.map(Thing::Content).collect();
    if everything {
        found.extend(spaces.map(Thing::Space).chain(people.map(Thing::User)));
    }
    found.retain(|thing| search.finds(*thing));
    found.sort_by(|a, b| search.compare(*a, *b));
    found
}

fn row(view: View<'_>, thing: Thing<'_>, expand: &Expand, quotes: bool) -> Value {
    let nothing = Expand::default();
    let inner = |name| expand.get(name).unwrap_or(&nothing);
    let (entity, icon, container) = match thing {
        Thing::Content(content) => {
            let space = view.instance.spaces.get(&content.space);
            let written = view.content(content, inner("content"));
            let icon = if content.kind == Kind::Attachment {
                "icon-file-unknown".to_owned()
            } else {
                format!("aui-icon content-type-{}", content.kind.name())
            };
            (("content", written), icon, space)
        }
        Thing::Space(space) => {
            (("space", view.space(space, inner("space"))), "aui-icon content-type-space".to_owned(), Some(space))
        }
        Thing::User(user) => {
            (("user", view.user(user, inner("user"))), "aui-icon content-type-profile".to_owned(), None)
        }
    };
    let (name, written) = entity;
    let title = written.get("title").or_else(|| written.get("name")).or_else(|| written.get("displayName"));
    let url = match thing {
        Thing::User(user) => format!("/display/~{}", user.name),
        Thing::Content(_) | Thing::Space(_) => written["_links"]["webui"].as_str().unwrap_or_default().to_owned(),
    };
    let excerpt: String = if quotes { thing.text().chars().take(EXCERPT).collect() } else { String::new() };
    let mut row = json!({
        "title": title,
        "excerpt": excerpt,
        "url": url,
        "entityType": name,
        "iconCssClass": icon,
    });
    if let Some(space) = container {
        row["resultGlobalContainer"] = json!({"title": space.name, "displayUrl": format!("/display/{}", space.key)});
    }
    if let Some(at) = thing.modified() {
        row["lastModified"] = json!(at.to_string());
        row["friendlyLastModified"] = json!(at.friendly());
    }
    row[name] = written;
    row
}
