//! `/content/{id}/restriction…`.

use http::StatusCode;
use serde_json::{Value, json};

use super::{editable, seen};
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::expand::{Expand, LEAF, OPERATIONS, RESTRICTION, Schema};
use crate::data_center::fields::{Fields, objects, parse};
use crate::data_center::instance::{Allowed, Content, Instance, Kind, Operation};
use crate::data_center::listing::Window;
use crate::data_center::refusal::{forbidden, invalid, no_content};
use crate::data_center::view::View;

static RELEVANT: Schema = Schema(&[("relevantViewRestrictions", &LEAF)]);

/// Shows all restrictions by operation.
pub(in crate::data_center) fn by_operation(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &["expand"])?;
    let default = "update.restrictions.user,read.restrictions.group,read.restrictions.user,update.restrictions.group";
    let expand = Expand::read(&call.parameters, default, &OPERATIONS)?;
    let instance = call.instance();
    let content = seen(call, &instance, call.id(0)?)?;
    Ok(Answer::json(StatusCode::OK, &View::of(call, &instance).restrictions(content, &expand)))
}

/// Shows the restrictions of one operation.
pub(in crate::data_center) fn for_operation(call: &Call<'_>) -> Reply {
    call.parameters.only(&["start", "limit"], &["expand"])?;
    let expand = Expand::read(&call.parameters, "restrictions.user,restrictions.group", &RESTRICTION)?;
    Window::read(call, 100)?;
    let operation = operation(call.capture(1))?;
    let instance = call.instance();
    let content = seen(call, &instance, call.id(0)?)?;
    Ok(Answer::json(StatusCode::OK, &View::of(call, &instance).restriction(content, operation, &expand)))
}

/// Lists what keeps people from seeing content: its own restrictions, and those of the pages above it.
pub(in crate::data_center) fn relevant(call: &Call<'_>) -> Reply {
    call.parameters.only(&["start", "limit"], &["expand"])?;
    Expand::read(&call.parameters, "relevantViewRestrictions", &RELEVANT)?;
    let window = Window::read(call, 50)?;
    let instance = call.instance();
    let content = seen(call, &instance, call.id(0)?)?;
    let pages = instance.ancestors(content).into_iter().chain([content]);
    let restricted: Vec<&Content> =
        pages.filter(|page| page.restrictions.get(&Operation::Read).is_some_and(|allowed| !free(allowed))).collect();
    let view = View::of(call, &instance);
    let expand = Expand::known("restrictions.user,restrictions.group,content", &RESTRICTION);
    let page = window.page(call, restricted, |page| view.restriction(page, Operation::Read, &expand));
    // Under which key the list stands is a guess: the document's schema has a name, and no example.
    Ok(Answer::json(StatusCode::OK, &json!({"restrictions": page})))
}

/// Sets the restrictions of the operations that the body names.
pub(in crate::data_center) fn update(call: &Call<'_>) -> Reply {
    call.parameters.only(&["start", "limit"], &["expand"])?;
    let expand = Expand::read(&call.parameters, "restrictions.user,restrictions.group", &RESTRICTION)?;
    let window = Window::read(call, 100)?;
    let known = ["operation", "restrictions", "content", "lastModificationDate", "_links", "_expandable"];
    let mut list = objects(parse(call)?, "", &known)?;
    let mut instance = call.instance();
    let content = editable(call, &instance, call.id(0)?)?;
    if !matches!(content.kind, Kind::Page | Kind::BlogPost) {
        return Err(invalid("Only pages and blog posts have restrictions"));
    }
    let space = instance.spaces.get(&content.space).ok_or_else(|| no_content(content.id))?;
    if !instance.may(&call.user, space, ("space", "restrict")) {
        return Err(forbidden("No permission to set restrictions in this space"));
    }
    let id = content.id;
    let mut next = content.restrictions.clone();
    for fields in &mut list {
        let operation = operation(fields.required("operation")?)?;
        let allowed = next.entry(operation).or_default();
        let lists = fields.object("restrictions", &["user", "group", "_links", "_expandable"])?;
        let mut lists = lists.ok_or_else(|| fields.absent("restrictions"))?;
        read(&instance, &mut lists, allowed)?;
    }
    if next.values().any(|allowed| !instance.is_allowed(&call.user, allowed)) {
        return Err(invalid("The restrictions would take away the caller's own access"));
    }
    instance.now();
    if let Some(content) = instance.content.get_mut(&id) {
        content.restrictions = next;
    }
    let content = instance.content.get(&id).ok_or_else(|| no_content(id))?;
    let view = View::of(call, &instance);
    let page = window.page(call, Operation::ALL.to_vec(), |operation| view.restriction(content, operation, &expand));
    Ok(Answer::json(StatusCode::OK, &page))
}

/// Replaces the users or the groups that are there; what is absent stays as it is.
fn read(instance: &Instance, lists: &mut Fields, allowed: &mut Allowed) -> Result<(), Answer> {
    if let Some(users) = subjects(lists, "user", &["type", "username", "userKey"])? {
        let keys = users.iter().map(|user| {
            user.choice("type", &["known"])?;
            let found = match (user.text("userKey")?, user.text("username")?) {
                (Some(key), _) => instance.user(key),
                (None, Some(name)) => instance.user_named(name),
                (None, None) => return Err(user.absent("username")),
            };
            found.map(|user| user.key.clone()).ok_or_else(|| invalid("The user does not exist"))
        });
        allowed.users = keys.collect::<Result<_, _>>()?;
    }
    if let Some(groups) = subjects(lists, "group", &["type", "name"])? {
        let names = groups.iter().map(|group| {
            group.choice("type", &["group"])?;
            let name = group.required("name")?;
            let known = instance.groups.contains_key(name);
            known.then(|| name.to_owned()).ok_or_else(|| invalid(&format!("The group {name} does not exist")))
        });
        allowed.groups = names.collect::<Result<_, _>>()?;
    }
    Ok(())
}

/// Takes a list of users or groups, bare or as it is read: under `results`.
fn subjects(lists: &mut Fields, name: &str, own: &[&str]) -> Result<Option<Vec<Fields>>, Answer> {
    let known = [own, &["profilePicture", "displayName", "status", "_links", "_expandable"]].concat();
    match lists.take(name) {
        None => Ok(None),
        Some(value @ Value::Array(_)) => objects(value, name, &known).map(Some),
        Some(value) => {
            let mut page = Fields::of(value, name, &["results", "start", "limit", "size", "_links"])?;
            page.objects("results", &known)
        }
    }
}

fn operation(name: &str) -> Result<Operation, Answer> {
    let found = Operation::ALL.into_iter().find(|operation| operation.name() == name);
    found.ok_or_else(|| invalid(&format!("'{name}' is no operation that can be restricted: read, update")))
}

fn free(allowed: &Allowed) -> bool {
    allowed.users.is_empty() && allowed.groups.is_empty()
}
