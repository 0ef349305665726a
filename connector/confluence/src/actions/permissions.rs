//! Permissions: who may do what in a space, and on the whole site.

mod global;
mod list;
mod on_prem;
mod space;

pub use self::global::{GrantGlobalPermissions, ListGlobalPermissions, RevokeGlobalPermissions, SetGlobalPermissions};
pub use self::list::{ListSpacePermissionTypes, ListSpacePermissions};
pub use self::on_prem::{RevokeSpacePermissions, SetSpacePermissions};
pub use self::space::{AddSpacePermissions, RemoveSpacePermission, SetCustomContentPermissions};

use connector_sdk::serde_json::Value;
use connector_sdk::{Context, Error, ErrorKind, Fields, Request};

use crate::models::{Permitted, SubjectType};

/// What may be done stands under one name on Cloud, whichever API answers; Data Center has another.
fn permission(_: &Fields, permission: &mut Value) {
    let Some(operation) = permission.get_mut("operation").and_then(Value::as_object_mut) else { return };
    for (name, other) in [("key", "operationKey"), ("targetType", "target")] {
        if let Some(value) = operation.get(other).cloned() {
            operation.entry(name).or_insert(value);
        }
    }
}

/// A request of Data Center that changes what somebody may do: its body is a list of operations.
fn change(request: Request, permissions: &[Permitted]) -> Result<Request, Error> {
    let body: Vec<Value> = permissions.iter().map(Permitted::on_prem_body).collect();
    request.json(&body)
}

/// Sees that a user or a group is named, and nobody else.
fn is_named(kind: SubjectType, subject: Option<&String>) -> Result<(), Error> {
    let error = |message: &str| Error::new(ErrorKind::InvalidInput, message);
    match (kind, subject) {
        (SubjectType::User | SubjectType::Group, None) => {
            Err(error("it is not said which user or group").problem("/subject", "is needed for a user or a group"))
        }
        (SubjectType::Anonymous | SubjectType::Unlicensed, Some(_)) => {
            Err(error("only a user or a group has a name").problem("/subject", "means nothing here; leave it out"))
        }
        _ => Ok(()),
    }
}

/// What cannot be done for such a subject.
fn not_for(kind: &str) -> Error {
    Error::new(ErrorKind::InvalidInput, format!("this cannot be done for `{kind}` on a connection like this one"))
        .problem("/subjectType", "must be another one here")
}

/// Makes the change, whose answer has no body, and says what happened.
fn send(context: &Context<'_>, request: &Request, answer: &Value) -> Result<connector_sdk::Json, Error> {
    context.send(request)?;
    connector_sdk::Json::of(answer)
}
