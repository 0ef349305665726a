use connector_sdk::serde_json::{Value, json};
use connector_sdk::{
    Action, ActionRoute, Answer, Ask, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Outcome, Scopes,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::NO_CHECK;
use crate::actions::long_tasks::{FOLLOW, follow};
use crate::bodies;
use crate::data_center;
use crate::form::CLOUD;
use crate::models::{BodyInput, LongTask, Page};

/// Copies a page.
///
/// Give one of `parentId`, `spaceKey` and `replaceId`. The pages below it are not copied; `copy-page-tree` copies them.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CopyPage {
    /// The id of the page to copy.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceKey"]}))]
    pub id: String,
    /// The id of the page or other content to put the copy under.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceKey"]}))]
    pub parent_id: Option<String>,
    /// What `parentId` names. Default: `page`.
    pub parent_type: Option<CopyParent>,
    /// The key of the space at whose top to put the copy.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// The id of a page that becomes the copy: what it has now is replaced.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceKey"]}))]
    pub replace_id: Option<String>,
    /// The title of the copy. By default, the title of the page, which only another space can take.
    pub title: Option<String>,
    /// A body for the copy instead of the one of the page. By default, the body of the page.
    pub body: Option<BodyInput>,
    /// Whether to copy the attachments. Default: `false`.
    pub copy_attachments: Option<bool>,
    /// Whether to copy who may see and edit it. Default: `false`.
    pub copy_permissions: Option<bool>,
    /// Whether to copy the content properties. Default: `false`.
    pub copy_properties: Option<bool>,
    /// Whether to copy the labels. Default: `false`.
    pub copy_labels: Option<bool>,
    /// Whether to copy the custom content of apps. Default: `false`.
    pub copy_custom_contents: Option<bool>,
    /// What to add to the answer that is usually left out, such as `ancestors` or `body.storage`, at most 8. By default,
    /// nothing.
    pub expand: Option<Vec<String>>,
}

/// What a copy is put under.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CopyParent {
    /// A page.
    Page,
    /// Other content, such as a folder.
    Content,
}

impl Action for CopyPage {
    type Output = Page;
    const NAME: &str = "copy-page";
    const GROUP: &str = "pages";
    const ROUTE: &str = "POST /wiki/rest/api/content/{id}/copy?expand={expand,}";
    const SCOPES: Scopes =
        &[&["write:confluence-content"], &["read:content-details:confluence", "write:page:confluence"]];
    const ASK: Option<Ask> = Some(copy);
    const ANSWER: Option<Answer> = Some(data_center::content);
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
    const ROUTE_WHEN: Conditions = CLOUD;
}

fn copy(mut fields: Fields) -> Result<Fields, Error> {
    bodies::convert(&mut fields)?;
    let mut take = |name: &str| fields.shift_remove(name).filter(|value| !value.is_null());
    let under = if take("parentType") == Some(json!("content")) { "parent_content" } else { "parent_page" };
    let places = [("parentId", under), ("spaceKey", "space"), ("replaceId", "existing_page")];
    let given: Vec<(&str, Value)> = places.into_iter().filter_map(|(name, kind)| Some((kind, take(name)?))).collect();
    let (title, body) = (take("title"), take("body"));
    let [(kind, value)] = given.as_slice() else {
        return Err(Error::new(ErrorKind::InvalidInput, "it is not clear where to put the copy")
            .hint("Give one of `parentId`, `spaceKey` and `replaceId`"));
    };
    fields.insert("destination".to_owned(), json!({ "type": kind, "value": value }));
    if let Some(title) = title {
        fields.insert("pageTitle".to_owned(), title);
    }
    if let Some(body) = body {
        fields.insert("body".to_owned(), json!({ "storage": body }));
    }
    Ok(fields)
}

/// Copies a page and the pages below it under another page.
///
/// Confluence does it in a long task, which is waited for. Titles are unique in a space: to copy within one
/// space, change them.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CopyPageTree {
    /// The id of the page at the top of what is copied.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// The id of the page to put the copies under.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub parent_id: String,
    /// What to put before every title. By default, nothing.
    #[schemars(length(min = 1))]
    pub title_prefix: Option<String>,
    /// A text to replace in every title, with `titleReplace`. By default, none.
    pub title_search: Option<String>,
    /// The text in its place. By default, none.
    pub title_replace: Option<String>,
    /// Whether to copy the pages below it. Default: `true`.
    pub copy_descendants: Option<bool>,
    /// Whether to copy the attachments. Default: `false`.
    pub copy_attachments: Option<bool>,
    /// Whether to copy who may see and edit the pages. Default: `false`.
    pub copy_permissions: Option<bool>,
    /// Whether to copy the content properties. Default: `false`.
    pub copy_properties: Option<bool>,
    /// Whether to copy the labels. Default: `false`.
    pub copy_labels: Option<bool>,
    /// Whether to copy the custom content of apps. Default: `false`.
    pub copy_custom_contents: Option<bool>,
    /// Whether to wait until Confluence is done. Default: `true`.
    pub wait: Option<bool>,
}

impl Action for CopyPageTree {
    type Output = LongTask;
    const NAME: &str = "copy-page-tree";
    const GROUP: &str = "pages";
    const ROUTE: &str = "POST /wiki/rest/api/content/{id}/pagehierarchy/copy";
    const SCOPES: Scopes =
        &[&["write:confluence-content"], &["read:content.metadata:confluence", "write:page:confluence"]];
    const ASK: Option<Ask> = Some(|mut fields| {
        if let Some(parent) = fields.shift_remove("parentId") {
            fields.insert("destinationPageId".to_owned(), parent);
        }
        let titles = [("titlePrefix", "prefix"), ("titleSearch", "search"), ("titleReplace", "replace")];
        let options: Fields = titles
            .into_iter()
            .filter_map(|(name, option)| {
                Some((option.to_owned(), fields.shift_remove(name).filter(|value| !value.is_null())?))
            })
            .collect();
        if !options.is_empty() {
            fields.insert("titleOptions".to_owned(), options.into());
        }
        Ok(fields)
    });
    const ALSO: &[ActionRoute] = &[FOLLOW];
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
    const ROUTE_WHEN: Conditions = CLOUD;
    const RESUMABLE: bool = true;

    fn proceed(context: &Context<'_>, fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        follow::<Self>(context, fields, resume)
    }
}
