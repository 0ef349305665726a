//! `POST /space`, `/space/_private`, `/space/personal` and `/admin/space/personal/{username}`.

use http::StatusCode;
use serde_json::Value;

use super::get::whole;
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::expand::{Expand, SPACE};
use crate::data_center::fields::Fields;
use crate::data_center::instance::{Instance, SpaceKind};
use crate::data_center::refusal::{conflict, forbidden, invalid, missing, no_space};

/// Makes a space that everybody sees.
pub(in crate::data_center) fn create(call: &Call<'_>) -> Reply {
    global(call, false)
}

/// Makes a space that its creator alone sees.
pub(in crate::data_center) fn private(call: &Call<'_>) -> Reply {
    global(call, true)
}

/// Makes the caller's personal space.
pub(in crate::data_center) fn personal(call: &Call<'_>) -> Reply {
    personal_of(call, None)
}

/// Makes the personal space of some user.
pub(in crate::data_center) fn personal_by_administrator(call: &Call<'_>) -> Reply {
    personal_of(call, Some(call.capture(0)))
}

/// Reads a description: `{"plain": {"value"}}`.
pub(super) fn description(fields: &mut Fields) -> Result<Option<String>, Answer> {
    let Some(mut description) = fields.object("description", &["plain", "view", "_expandable"])? else {
        return Ok(None);
    };
    let plain = description.object("plain", &["value", "representation", "webresource", "_expandable"])?;
    let plain = plain.ok_or_else(|| description.absent("plain"))?;
    plain.choice("representation", &["plain"])?;
    Ok(Some(plain.text("value")?.unwrap_or_default().to_owned()))
}

fn global(call: &Call<'_>, private: bool) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut fields = Fields::read(call, &["key", "name", "description", "type", "metadata"])?;
    fields.choice("type", &["global"])?;
    fields.take("metadata");
    let key = fields.required("key")?.to_owned();
    if key.len() > 255 || !key.chars().all(|letter| letter.is_ascii_alphanumeric()) {
        return Err(invalid(&format!("Invalid space key: {key}")));
    }
    let name = fields.required("name")?.to_owned();
    let description = description(&mut fields)?.unwrap_or_default();
    let mut instance = call.instance();
    let user = &call.user;
    if !instance.is_administrator(user) && !instance.holds(&instance.grants, user, ("space", "create")) {
        return Err(forbidden("No permission to create spaces"));
    }
    // The document has no status for it; that of other duplicates is a guess.
    if instance.space_keyed(&key).is_some() {
        return Err(invalid(&format!("A space already exists with key {key}")));
    }
    instance.add_space((&key, &name, &description), SpaceKind::Global, private, user);
    answer(call, &instance, &key)
}

fn personal_of(call: &Call<'_>, name: Option<&str>) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut fields = Fields::read(call, &["description", "isPrivate", "private"])?;
    let private = fields.flag("isPrivate")? || fields.flag("private")?;
    // The schema says "object": text and the description of other spaces are both taken.
    let text = match fields.take("description") {
        None => String::new(),
        Some(Value::String(text)) => text,
        Some(object) => {
            let mut wrapped = Fields::of(serde_json::json!({"description": object}), "", &["description"])?;
            description(&mut wrapped)?.unwrap_or_default()
        }
    };
    let mut instance = call.instance();
    if name.is_some() {
        call.administrator(&instance)?;
    }
    let found = match name {
        Some(name) => instance.user_named(name),
        None => instance.user(&call.user),
    };
    let user = found.cloned().ok_or_else(|| missing("No user found with this username"))?;
    if !instance.is_administrator(&call.user)
        && !instance.holds(&instance.grants, &call.user, ("personal_space", "create"))
    {
        return Err(forbidden("No permission to create personal spaces"));
    }
    let key = format!("~{}", user.name);
    if instance.space_keyed(&key).is_some() {
        return Err(conflict(&format!("A personal space already exists with key {key}")));
    }
    instance.add_space((&key, &user.full_name, &text), SpaceKind::Personal, private, &user.key);
    answer(call, &instance, &key)
}

fn answer(call: &Call<'_>, instance: &Instance, key: &str) -> Reply {
    let space = instance.space_keyed(key).ok_or_else(|| no_space(key))?;
    let expand = Expand::known("description.plain,homepage", &SPACE);
    Ok(Answer::json(StatusCode::OK, &whole(call, instance, space, &expand)))
}
