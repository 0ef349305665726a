//! What clients write: the fields of content in a request.

use crate::answer::Answer;
use crate::data_center::fields::Fields;
use crate::data_center::refusal::invalid;
use crate::markup;

/// The fields of content that requests set.
pub(super) const SET: [&str; 10] =
    ["id", "type", "status", "title", "space", "version", "ancestors", "position", "container", "body"];
/// Fields that requests may set on top, each in its own way.
pub(super) const ALSO: [&str; 2] = ["metadata", "extensions"];
/// Fields that come back with content that was read, and that change nothing.
pub(super) const ECHOED: [&str; 10] = [
    "history",
    "operations",
    "children",
    "descendants",
    "restrictions",
    "relevantViewRestrictions",
    "links",
    "extractedTextLink",
    "_links",
    "_expandable",
];

/// The representations in which a body may be written.
const WRITABLE: [&str; 3] = ["storage", "editor", "wiki"];

/// Reads the `body` as storage; wiki markup is not understood, but kept as a paragraph.
pub(super) fn body(fields: &mut Fields) -> Result<Option<String>, Answer> {
    let allowed = [&WRITABLE[..], &["view", "export_view", "styled_view", "anonymous_export_view", "_expandable"]];
    let Some(mut body) = fields.object("body", &allowed.concat())? else { return Ok(None) };
    let given: Vec<&str> = WRITABLE.into_iter().filter(|name| body.has(name)).collect();
    let [name] = given[..] else {
        return Err(invalid("Field 'body' must have exactly one of 'storage', 'editor' and 'wiki'"));
    };
    let known = ["value", "representation", "webresource", "content", "_expandable", "_links"];
    let Some(inner) = body.object(name, &known)? else { return Err(body.absent(name)) };
    let representation = inner.choice("representation", &WRITABLE)?.ok_or_else(|| inner.absent("representation"))?;
    if representation != name {
        return Err(invalid(&format!("Field 'body.{name}.representation' must be '{name}'")));
    }
    let value = inner.text("value")?.ok_or_else(|| inner.absent("value"))?;
    Ok(Some(if name == "wiki" { markup::paragraph(value) } else { value.to_owned() }))
}

/// Reads the parent from the `ancestors`; an empty list means none, no list the current one.
///
/// The document calls the parent the first ancestor, where content that is read has it as the last one. So several
/// are taken only if they are the current ones, as they come back from a client that changes something else.
pub(super) fn parent(fields: &mut Fields, current: &[u64]) -> Result<Option<u64>, Answer> {
    let known = [&SET[..], &ALSO, &ECHOED].concat();
    let Some(ancestors) = fields.objects("ancestors", &known)? else { return Ok(current.last().copied()) };
    let ids = ancestors.iter().map(|ancestor| ancestor.id("id")?.ok_or_else(|| ancestor.absent("id")));
    let ids: Vec<u64> = ids.collect::<Result<_, _>>()?;
    if ids.len() > 1 && ids != current {
        return Err(invalid("Which of several ancestors is the parent is not clear (simulator)"));
    }
    Ok(ids.last().copied())
}

/// Reads the key of the `space`.
pub(super) fn space(fields: &mut Fields) -> Result<Option<String>, Answer> {
    let known = [
        "id",
        "key",
        "name",
        "status",
        "type",
        "icon",
        "description",
        "homepage",
        "creator",
        "creationDate",
        "lastModifier",
        "lastModificationDate",
        "metadata",
        "retentionPolicy",
        "permissions",
        "_links",
        "_expandable",
    ];
    let Some(space) = fields.object("space", &known)? else { return Ok(None) };
    space.required("key").map(|key| Some(key.to_owned()))
}

/// Is the `version` of a request.
#[derive(Debug)]
pub(super) struct WrittenVersion {
    pub(super) number: i64,
    pub(super) message: String,
    pub(super) minor_edit: bool,
}

/// Reads the `version`, whose number must be there.
pub(super) fn version(fields: &mut Fields) -> Result<Option<WrittenVersion>, Answer> {
    let known =
        ["number", "message", "minorEdit", "by", "when", "hidden", "syncRev", "content", "_links", "_expandable"];
    let Some(version) = fields.object("version", &known)? else { return Ok(None) };
    Ok(Some(WrittenVersion {
        number: version.integer("number")?.ok_or_else(|| version.absent("number"))?,
        message: version.text("message")?.unwrap_or_default().to_owned(),
        minor_edit: version.flag("minorEdit")?,
    }))
}

/// Reads the `position`: a positive number, or -1 for none; if it is absent, the current one stays.
pub(super) fn position(fields: &Fields, current: Option<u32>) -> Result<Option<u32>, Answer> {
    match fields.integer("position")? {
        None => Ok(current),
        Some(-1) => Ok(None),
        Some(number) => match u32::try_from(number) {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(invalid("Field 'position' must be a positive number, or -1")),
        },
    }
}
