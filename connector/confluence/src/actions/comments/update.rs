use connector_sdk::serde_json::{Value, json};
use connector_sdk::{
    Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes, refuse_fields,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::CommentKind;
use crate::actions::next_version::{next_version, number_of};
use crate::bodies;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::errors::overtaken;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{BodyInput, Comment};

pub(super) const READ_FOOTER: &str = "GET /wiki/api/v2/footer-comments/{id}";
pub(super) const READ_INLINE: &str = "GET /wiki/api/v2/inline-comments/{id}";
pub(super) const PUT_INLINE: &str = "PUT /wiki/api/v2/inline-comments/{id}";
const PUT_FOOTER: &str = "PUT /wiki/api/v2/footer-comments/{id}";
const READ_ON_PREM: &str = "GET /rest/api/content/{id}?expand={expand}";
const PUT_ON_PREM: &str = "PUT /rest/api/content/{id}";

pub(super) const READ: Scopes = &[&["read:comment:confluence"]];
pub(super) const WRITE: Scopes = &[&["write:comment:confluence"]];

/// Updates a comment: its text and, on a passage, whether it is resolved.
///
/// Where `version` is not given, the comment is read first.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateComment {
    /// Where the comment stands; Data Center finds it without. Default: `footer`.
    pub r#type: Option<CommentKind>,
    /// The id of the comment.
    pub id: String,
    /// The new text of the comment. Only a comment on a passage may do without, and then keeps its text.
    pub body: Option<BodyInput>,
    /// Whether a comment on a passage is resolved; only on Cloud. By default, it stays as it is.
    pub resolved: Option<bool>,
    /// The number of the version that this update is based on, as it was read. If the comment has changed since, the
    /// update is refused. By default, the version that the comment has now.
    pub version: Option<u32>,
    /// A note about the change, for the history of the comment. By default, none.
    pub version_message: Option<String>,
}

impl Action for UpdateComment {
    type Output = Comment;
    const NAME: &str = "update-comment";
    const GROUP: &str = "comments";
    const ROUTE: &str = PUT_FOOTER;
    const SCOPES: Scopes = WRITE;
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = &[("type", &["", "footer"])];
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new(PUT_INLINE, WRITE).when(CLOUD).given(&[("type", &["inline"])]),
        ActionRoute::new(PUT_ON_PREM, data_center::WRITE).when(ON_PREM),
    ];
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(READ_FOOTER, READ).when(CLOUD).given(&[("type", &["", "footer"]), ("version", &[""])]),
        ActionRoute::new(READ_INLINE, READ).when(CLOUD).given(&[("type", &["inline"]), ("version", &[""])]),
        ActionRoute::new(READ_ON_PREM, data_center::READ).when(ON_PREM).given(&[("version", &[""])]),
    ];
    const EFFECT: Effect = Effect::Write;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let on_prem = is_on_prem(context);
        if on_prem {
            refuse_fields(&fields, &|name| name == "resolved")?;
        }
        let this = Self::read(fields)?;
        this.judge(on_prem)?;
        let (read, put) = match this.r#type.unwrap_or_default() {
            _ if on_prem => (READ_ON_PREM, PUT_ON_PREM),
            CommentKind::Footer => (READ_FOOTER, PUT_FOOTER),
            CommentKind::Inline => (READ_INLINE, PUT_INLINE),
        };
        let mut update = Fields::new();
        update.insert("id".to_owned(), this.id.as_str().into());
        if let Some(body) = &this.body {
            let body = if on_prem { data_center::written_body(body)? } else { json!(bodies::converted(body.clone())?) };
            update.insert("body".to_owned(), body);
        }
        if let Some(resolved) = this.resolved {
            update.insert("resolved".to_owned(), resolved.into());
        }
        if on_prem {
            update.insert("type".to_owned(), "comment".into());
        }
        let message = this.version_message.as_deref();
        put_next_version::<Self>(context, (read, put), update, this.version, message)
    }
}

impl UpdateComment {
    fn judge(&self, on_prem: bool) -> Result<(), Error> {
        let refuse =
            |message: &str, at: &str, what: &str| Err(Error::new(ErrorKind::InvalidInput, message).problem(at, what));
        let inline = !on_prem && self.r#type == Some(CommentKind::Inline);
        match (self.resolved, &self.body) {
            (Some(_), _) if !inline => {
                refuse("only a comment on a passage can be resolved", "/resolved", "needs `type` to be `inline`")
            }
            (None, None) if inline => Err(Error::new(ErrorKind::InvalidInput, "nothing to change is given")
                .hint("Give a `body`, or say whether it is `resolved`")),
            (None, None) => refuse("nothing to change is given", "/body", "is needed"),
            _ => Ok(()),
        }
    }
}

/// Sends the next version of a comment. The one that it is based on is read where nobody gives it.
///
/// # Errors
/// What Confluence answered, or why it did not; `conflict` where the comment changed meanwhile.
pub(super) fn put_next_version<A: Action>(
    context: &Context<'_>,
    (read, put): (&str, &str),
    mut update: Fields,
    version: Option<u32>,
    message: Option<&str>,
) -> Result<Json, Error> {
    let based_on = if let Some(version) = version {
        version.into()
    } else {
        let mut asked = Fields::from_iter([("id".to_owned(), update["id"].clone())]);
        asked.insert("expand".to_owned(), "version".into());
        let current: Value = context.send(&context.request_by::<A>(read, &asked)?)?.json()?;
        data_center::must_be("comment", current["type"].as_str())?;
        number_of(&current, "comment")?
    };
    update.insert("version".to_owned(), next_version(based_on, message));
    let response = context
        .send(&context.request_by::<A>(put, &update)?)
        .map_err(|error| overtaken(error, "comment", version.is_some()))?;
    if !is_on_prem(context) {
        return Json::from_response(response);
    }
    let mut comment: Value = response.json()?;
    data_center::comment(&update, &mut comment);
    Json::of(&comment)
}
