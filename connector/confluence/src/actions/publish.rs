//! A folder of Markdown files as a tree of pages.

mod content;
mod links;
mod plan;
mod source;
#[cfg(test)]
mod tests;
mod walk;

use connector_sdk::serde_json::Value;
use connector_sdk::{
    Action, ActionRoute, BlobId, Conditions, Context, Effect, Error, Fields, ItemSchema, Json, Outcome, Scopes,
    output_schema,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::plan::Plan;
use self::walk::{Standing, Walk};
use super::NO_CHECK;
use super::attachments::UPLOADS;
use super::by_type::joined;
use super::content::DELETE_ON_PREM;
use super::pages::{DeletePage, ROUTES_OF_KNOWN};
use crate::form::CLOUD;
use crate::models::{PublishCounts, PublishedPage};

/// How many pages are published before the action goes on in a new call, which has the limits of a call anew.
const PAGES_OF_A_CALL: u64 = 500;

/// Publishes a folder of Markdown files, with the images in it, as a tree of pages, or brings such a tree up to date.
///
/// A folder becomes a page with what is in it below: `index.md` or else `README.md` is its text, and without one it is empty
/// and never written again. Other Markdown files become pages; their title is `title` of the front matter, the first heading
/// of the first level, which is then left out of the text, or the name of the file. Relative links to Markdown files become
/// links to their pages; images and other files that are linked to become attachments, and are uploaded where they changed.
///
/// Each page keeps its path and the version that was written in a content property, `publish-tree`, by which the next run
/// finds it again: a page that was renamed or moved in Confluence gets its title and place back, pages that say what their
/// files say are not written, and one whose text somebody changed since fails, unless `overwrite` says otherwise. A file
/// that was renamed or moved keeps its page where its title is the same. A page of the space that is not of this tree is not
/// touched, unless this account created it and nobody wrote in it. Pages whose files are gone are named, and stay unless
/// `removeMissing` says otherwise. A result is handed over for each page, and a run that was broken off goes on where it was.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublishTree {
    /// The files, with their paths below the folder; a folder is given as a whole.
    #[schemars(length(min = 1))]
    pub pages: Vec<BlobId>,
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
    /// The id of the page or folder of Confluence that the pages at the top stand under. By default, new ones are put under
    /// the homepage of the space, and those that are there stay.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceKey"]}))]
    pub parent_id: Option<String>,
    /// A name for the tree, such as `handbook`, by which its pages are known in the space: the same in every run, and another
    /// for each folder that is published there. It is the title of the page of the whole folder, where that has an index
    /// without one.
    #[schemars(regex(pattern = "^[A-Za-z0-9._-]+$"))]
    pub tree: String,
    /// Whether any page that has the title of a new one and is of no tree is taken for it, instead of failing. Default:
    /// `false`.
    pub adopt: Option<bool>,
    /// Whether a page that somebody changed in Confluence since it was published gets the text of its file all the same,
    /// instead of failing. Default: `false`.
    pub overwrite: Option<bool>,
    /// Whether pages whose files are gone are moved to the trash. Default: `false`.
    pub remove_missing: Option<bool>,
    /// A note about the change, for the history of pages that are updated. By default, none.
    pub version_message: Option<String>,
}

/// The inputs for which pages are removed.
const REMOVES: Conditions = &[("removeMissing", &["*"])];

/// Its requests.
const ROUTES: [ActionRoute; ROUTES_OF_KNOWN.len() + UPLOADS.len() + 2] =
    joined::<{ ROUTES_OF_KNOWN.len() + UPLOADS.len() + 2 }>(
        &joined::<{ ROUTES_OF_KNOWN.len() + UPLOADS.len() }>(&ROUTES_OF_KNOWN, &UPLOADS),
        &[
            ActionRoute::new(DeletePage::ROUTE, DeletePage::SCOPES).when(CLOUD).given(REMOVES),
            DELETE_ON_PREM.given(REMOVES),
        ],
    );

impl Action for PublishTree {
    type Output = PublishCounts;
    const NAME: &str = "publish-tree";
    const GROUP: &str = "pages";
    const ROUTE: &str = ROUTES[0].route;
    const SCOPES: Scopes = ROUTES[0].scopes;
    const ROUTE_WHEN: Conditions = ROUTES[0].when;
    const ALSO: &[ActionRoute] = ROUTES.split_at(1).1;
    const EFFECT: Effect = Effect::Write;
    const REMOVES_GIVEN: Conditions = &[("removeMissing", &["*"])];
    const REPEATABLE: bool = true;
    const RESUMABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const ITEM: Option<ItemSchema> = Some(output_schema::<PublishedPage>);

    fn proceed(context: &Context<'_>, fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        let input = Input::of(&fields);
        let plan = Plan::of(context, &input.pages, &input.tree)?;
        let standing: Option<Standing> = resume.map(|resume| resume.read()).transpose()?;
        Walk::of(context, &input, &plan, standing)?.perform(PAGES_OF_A_CALL)
    }
}

/// The input: reading it into the struct would take more room in the component than this.
struct Input {
    pages: Vec<BlobId>,
    space_key: String,
    parent_id: Option<String>,
    tree: String,
    adopts: bool,
    overwrites: bool,
    removes_missing: bool,
    version_message: Option<String>,
}

impl Input {
    fn of(fields: &Fields) -> Self {
        let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
        let is_set = |name: &str| fields.get(name) == Some(&Value::Bool(true));
        let pages = fields.get("pages").and_then(Value::as_array).into_iter().flatten();
        Self {
            pages: pages.filter_map(Value::as_str).map(|id| BlobId(id.to_owned())).collect(),
            space_key: text("spaceKey").unwrap_or_default(),
            parent_id: text("parentId"),
            tree: text("tree").unwrap_or_default(),
            adopts: is_set("adopt"),
            overwrites: is_set("overwrite"),
            removes_missing: is_set("removeMissing"),
            version_message: text("versionMessage"),
        }
    }
}
