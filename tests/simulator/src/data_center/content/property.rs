//! `/content/{id}/property` and `/space/{spaceKey}/property`.

use http::StatusCode;
use serde_json::Value;

use super::{editable, seen};
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::expand::{Expand, PROPERTY};
use crate::data_center::fields::Fields;
use crate::data_center::instance::{Carrier, Instance};
use crate::data_center::listing::Window;
use crate::data_center::refusal::{conflict, invalid, missing, refuse};
use crate::data_center::spaces::{administered, seen_space};
use crate::data_center::view::View;

/// How long a value may be as JSON, in bytes; the document says that there is a limit, the number is that of Cloud.
const LONGEST: usize = 32 * 1024;
const FIELDS: &[&str] = &["key", "value", "version", "id", "content", "space", "_links", "_expandable"];

/// Tells of what the properties are.
#[derive(Debug, Clone, Copy)]
enum Of {
    Content,
    Space,
}

impl Of {
    /// Finds what carries the properties, for reading or for writing.
    fn carrier(self, call: &Call<'_>, instance: &Instance, writes: bool) -> Result<Carrier, Answer> {
        match self {
            Self::Content => {
                let id = call.id(0)?;
                let content = if writes { editable(call, instance, id) } else { seen(call, instance, id) };
                content.map(|content| Carrier::Content(content.id))
            }
            Self::Space => {
                let key = call.capture(0);
                let space = if writes { administered(call, instance, key) } else { seen_space(call, instance, key) };
                space.map(|space| Carrier::Space(space.id))
            }
        }
    }

    /// Returns what answers expand by default.
    fn expanded(self) -> &'static str {
        match self {
            Self::Content => "",
            Self::Space => "version",
        }
    }
}

macro_rules! routes {
    ($($name:ident $of:ident $act:ident;)*) => {
        $(
            #[doc = concat!("Calls `", stringify!($act), "` for properties of a ", stringify!($of), ".")]
            pub(in crate::data_center) fn $name(call: &Call<'_>) -> Reply {
                $act(call, Of::$of)
            }
        )*
    };
}

routes! {
    list_of_content Content list;
    list_of_space Space list;
    get_of_content Content get;
    get_of_space Space get;
    create_of_content Content create;
    create_of_space Space create;
    create_keyed_of_content Content create_keyed;
    create_keyed_of_space Space create_keyed;
    update_of_content Content update;
    update_of_space Space update;
    delete_of_content Content delete;
    delete_of_space Space delete;
}

fn list(call: &Call<'_>, of: Of) -> Reply {
    call.parameters.only(&["start", "limit"], &["expand"])?;
    let expand = Expand::read(&call.parameters, of.expanded(), &PROPERTY)?;
    let window = Window::read(call, 10)?;
    let instance = call.instance();
    let carrier = of.carrier(call, &instance, false)?;
    let rows = instance.properties(carrier).into_iter().flat_map(std::collections::BTreeMap::values).collect();
    let view = View::of(call, &instance);
    let page = window.page(call, rows, |property| view.property(carrier, property, &expand));
    Ok(Answer::json(StatusCode::OK, &page))
}

fn get(call: &Call<'_>, of: Of) -> Reply {
    // Neither means anything for one property, but the document has them.
    let singles: &[&str] = if let Of::Content = of { &["limit"] } else { &["start", "limit"] };
    call.parameters.only(singles, &["expand"])?;
    let expand = Expand::read(&call.parameters, of.expanded(), &PROPERTY)?;
    let instance = call.instance();
    let carrier = of.carrier(call, &instance, false)?;
    answer(call, &instance, carrier, call.capture(1), &expand)
}

fn create(call: &Call<'_>, of: Of) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut fields = Fields::read(call, FIELDS)?;
    let key = fields.required("key")?.to_owned();
    add(call, of, &key, &mut fields)
}

fn create_keyed(call: &Call<'_>, of: Of) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut fields = Fields::read(call, FIELDS)?;
    let key = path_key(call, &fields)?;
    add(call, of, &key, &mut fields)
}

fn update(call: &Call<'_>, of: Of) -> Reply {
    let lists: &[&str] = if let Of::Content = of { &["expand"] } else { &[] };
    call.parameters.only(&[], lists)?;
    let expand = Expand::read(&call.parameters, "version", &PROPERTY)?;
    let mut fields = Fields::read(call, FIELDS)?;
    let key = path_key(call, &fields)?;
    let value = value(&mut fields)?;
    let number = number(&mut fields)?.ok_or_else(|| fields.absent("version"))?;
    let mut instance = call.instance();
    let carrier = of.carrier(call, &instance, true)?;
    let current = instance.properties(carrier).and_then(|all| all.get(&key)).map(|property| property.number);
    match current {
        None if number != 1 => return Err(no_property(&key)),
        Some(current) if number != i64::from(current) + 1 => {
            return Err(conflict(&format!("Version must be incremented on update. Current version is: {current}")));
        }
        _ => {}
    }
    instance.keep_property(carrier, &key, value, &call.user);
    answer(call, &instance, carrier, &key, &expand)
}

fn delete(call: &Call<'_>, of: Of) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut instance = call.instance();
    let carrier = of.carrier(call, &instance, true)?;
    let key = call.capture(1);
    instance.now();
    match instance.properties_mut(carrier).and_then(|all| all.remove(key)) {
        Some(_) => Ok(Answer::empty(StatusCode::NO_CONTENT)),
        None => Err(no_property(key)),
    }
}

fn add(call: &Call<'_>, of: Of, key: &str, fields: &mut Fields) -> Reply {
    if key.chars().count() > 255 {
        return Err(invalid("The key is longer than 255 characters"));
    }
    let value = value(fields)?;
    if number(fields)?.is_some_and(|number| number != 1) {
        return Err(invalid("A new property has the version 1"));
    }
    let mut instance = call.instance();
    let carrier = of.carrier(call, &instance, true)?;
    if instance.properties(carrier).is_some_and(|all| all.contains_key(key)) {
        return Err(invalid(&format!("A property with the key {key} exists already")));
    }
    instance.keep_property(carrier, key, value, &call.user);
    answer(call, &instance, carrier, key, &Expand::known("version", &PROPERTY))
}

fn answer(call: &Call<'_>, instance: &Instance, carrier: Carrier, key: &str, expand: &Expand) -> Reply {
    let property = instance.properties(carrier).and_then(|all| all.get(key)).ok_or_else(|| no_property(key))?;
    Ok(Answer::json(StatusCode::OK, &View::of(call, instance).property(carrier, property, expand)))
}

fn value(fields: &mut Fields) -> Result<Value, Answer> {
    let value = fields.take("value").ok_or_else(|| fields.absent("value"))?;
    if value.to_string().len() > LONGEST {
        return Err(refuse(StatusCode::PAYLOAD_TOO_LARGE, "The value is too long"));
    }
    Ok(value)
}

fn number(fields: &mut Fields) -> Result<Option<i64>, Answer> {
    let known = ["number", "minorEdit", "message", "by", "when", "hidden", "_links", "_expandable"];
    let Some(version) = fields.object("version", &known)? else { return Ok(None) };
    version.integer("number")?.ok_or_else(|| version.absent("number")).map(Some)
}

fn path_key(call: &Call<'_>, fields: &Fields) -> Result<String, Answer> {
    let key = call.capture(1);
    if fields.text("key")?.is_some_and(|given| given != key) {
        return Err(invalid("Field 'key' is not the key of the path"));
    }
    Ok(key.to_owned())
}

fn no_property(key: &str) -> Answer {
    missing(&format!("Cannot find a property with key [{key}]"))
}
