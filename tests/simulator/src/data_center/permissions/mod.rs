//! Permissions, everywhere and in a space.

pub(super) mod global;
pub(super) mod of_space;

use serde_json::Value;

use super::fields::{Fields, objects};
use super::instance::{Instance, Pair, Subject};
use super::refusal::{invalid, missing};
use crate::answer::Answer;

/// How many users and groups one request may set permissions of.
const MOST: usize = 40;

/// Is what changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Grant,
    Revoke,
}

/// Reads a list of operations, all of which must be among some.
fn operations(value: Value, allowed: &[Pair]) -> Result<Vec<Pair>, Answer> {
    let list = objects(value, "", &["targetType", "operationKey"])?;
    if list.is_empty() {
        return Err(invalid("At least one operation is required"));
    }
    list.iter().map(|fields| operation(fields, allowed)).collect()
}

fn operation(fields: &Fields, allowed: &[Pair]) -> Result<Pair, Answer> {
    let (target, key) = (fields.required("targetType")?, fields.required("operationKey")?);
    let known = allowed.iter().copied().find(|pair| *pair == (target, key));
    known.ok_or_else(|| invalid(&format!("There is no permission '{key}' for '{target}' here")))
}

/// Reads which permissions each user and group is to have.
fn assignments(
    instance: &Instance,
    value: Value,
    allowed: &[Pair],
    anonymous: bool,
) -> Result<Vec<(Subject, Vec<Pair>)>, Answer> {
    let mut list = objects(value, "", &["userKey", "groupName", "operations"])?;
    if list.len() > MOST {
        return Err(invalid(&format!("At most {MOST} users and groups in one request")));
    }
    let mut assignments = Vec::new();
    for fields in &mut list {
        let subject = match (fields.text("userKey")?, fields.text("groupName")?) {
            (Some(key), None) => user(instance, key)?,
            (None, Some(name)) => group(instance, name)?,
            (None, None) if anonymous => Subject::Anonymous,
            _ => return Err(invalid("Either 'userKey' or 'groupName' is required")),
        };
        let list = fields.objects("operations", &["targetType", "operationKey"])?;
        let list = list.ok_or_else(|| fields.absent("operations"))?;
        let list = list.iter().map(|fields| operation(fields, allowed)).collect::<Result<_, _>>()?;
        assignments.push((subject, list));
    }
    Ok(assignments)
}

/// Finds a user by key.
fn user(instance: &Instance, key: &str) -> Result<Subject, Answer> {
    let found = instance.user(key).map(|user| Subject::User(user.key.clone()));
    found.ok_or_else(|| missing(&format!("No user found with key : {key}")))
}

/// Finds a group by name.
fn group(instance: &Instance, name: &str) -> Result<Subject, Answer> {
    let known = instance.groups.contains_key(name);
    known.then(|| Subject::Group(name.to_owned())).ok_or_else(|| missing(&format!("No group found with name : {name}")))
}
