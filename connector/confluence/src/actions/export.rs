//! Everything of a space, one thing after the other.

mod answers;
mod circle;
mod errand;
mod listed;
mod routes;
#[cfg(test)]
mod tests;
mod walk;

use connector_sdk::serde_json::Value;
use connector_sdk::{
    Action, ActionRoute, Conditions, Context, Effect, Error, Fields, ItemSchema, Json, Outcome, Scopes, output_schema,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::circle::Circle;
use self::walk::Walk;
use crate::actions::content::{SPACE, located};
use crate::connection::is_on_prem;
use crate::form::CLOUD;
use crate::models::{ExportCounts, Exported};

/// Exports a space: hands over every page, blog post, comment, attachment record, property and label of it, one by one.
///
/// Pages and blog posts come in lists, and what belongs to them is read with requests side by side: on Cloud up to four for
/// a page, one or two for a comment and two for an attachment; Data Center and Server need fewer. What cannot be read, since
/// it was deleted meanwhile or may not be seen, is handed over as a `problem`. A run that was broken off is resumed with the
/// list that it was at, so that nothing is lost and some items may come twice. The files of attachments stay where they are.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExportSpace {
    /// The id of the space, such as `98309`. Needed where there is no `spaceKey`.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// The key of the space, such as `DOCS`, instead of `spaceId`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// What to export. By default, everything. What belongs to pages and blog posts comes of both, or of the one that is
    /// named; what belongs to comments and attachments comes where these are named too.
    #[schemars(length(min = 1))]
    pub kinds: Option<Vec<ExportKind>>,
    /// The representation of the bodies of pages, blog posts and comments. Default: `storage`.
    pub body_format: Option<ExportBody>,
    /// The states of the pages and blog posts, with what belongs to them. By default, `current`, and of pages on Cloud
    /// `archived` too. There is no archived blog post.
    #[schemars(length(min = 1))]
    pub status: Option<Vec<ExportStatus>>,
    /// How many pages, blog posts or other things to read at once: fewer where pages are very large. Default: 250 on Cloud,
    /// 200 on Data Center and Server.
    #[schemars(range(min = 1, max = 250))]
    pub limit: Option<u32>,
}

/// What can be exported of a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExportKind {
    /// Its pages.
    Pages,
    /// Its blog posts.
    Blogposts,
    /// Comments at the foot of pages, blog posts and attachments, with the replies to them.
    FooterComments,
    /// Comments on passages of pages and blog posts, with the replies to them.
    InlineComments,
    /// The records of the attachments of pages and blog posts.
    Attachments,
    /// The properties of the space, and of pages, blog posts, comments and attachments.
    Properties,
    /// The labels of pages, blog posts and attachments.
    Labels,
}

/// How bodies are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportBody {
    /// Confluence's own XHTML.
    Storage,
    /// The Atlassian Document Format, a JSON document in a text (Cloud).
    AtlasDocFormat,
    /// No bodies at all.
    None,
}

/// A state of a page or blog post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ExportStatus {
    /// Published.
    Current,
    /// Archived.
    Archived,
    /// In the trash.
    Trashed,
}

/// How far an export is: what it resumes with.
#[derive(Default, Serialize, Deserialize)]
struct Standing {
    /// The id of the space, on Data Center and Server its key.
    space: String,
    step: Step,
    /// Where to go on in the list of the step; none: at its beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
    /// The id of what the export is through with on that page of the list; none: nothing. A place on the page would be
    /// another once something in front of it is deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    #[serde(default, skip_serializing_if = "Circle::is_new")]
    circle: Circle,
    counts: ExportCounts,
}

/// A list that an export goes through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Step {
    #[default]
    Space,
    Pages,
    Blogposts,
    /// On Data Center and Server alone: Cloud lists comments by what they are about.
    Comments,
    End,
}

impl Step {
    fn next(self) -> Self {
        match self {
            Self::Space => Self::Pages,
            Self::Pages => Self::Blogposts,
            Self::Blogposts => Self::Comments,
            Self::Comments | Self::End => Self::End,
        }
    }
}

impl Action for ExportSpace {
    type Output = ExportCounts;
    const NAME: &str = "export-space";
    const GROUP: &str = "spaces";
    const ROUTE: &str = routes::PAGES;
    const SCOPES: Scopes = &[&["read:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &routes::ALL;
    const EFFECT: Effect = Effect::Read;
    const RESUMABLE: bool = true;
    const ITEM: Option<ItemSchema> = Some(output_schema::<Exported<Fields>>);

    fn proceed(context: &Context<'_>, fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        let mut standing: Standing = match resume {
            Some(resume) => resume.read()?,
            None => Standing { space: space(context, &fields)?, ..Standing::default() },
        };
        let counts = std::mem::take(&mut standing.counts);
        let mut walk = Walk::of(context, Self::read(fields)?, counts);
        while standing.step != Step::End {
            walk.list(&mut standing)?;
            if !walk.goes_on() {
                break;
            }
            standing.counts = walk.counts().clone();
            context.save(&standing)?;
            if walk.is_long() && standing.step != Step::End {
                return Outcome::waiting(&standing, 0, format!("{} items", walk.counts().all()));
            }
        }
        Json::of(walk.counts()).map(Outcome::Done)
    }
}

/// What the service calls the space of an input.
fn space(context: &Context<'_>, fields: &Fields) -> Result<String, Error> {
    let mut named = fields.clone();
    named.retain(|name, _| name == SPACE.0 || name == SPACE.1);
    let named = located(context, named, SPACE)?;
    let name = if is_on_prem(context) { SPACE.1 } else { SPACE.0 };
    Ok(match named.get(name) {
        Some(Value::String(space)) => space.clone(),
        Some(space) => space.to_string(),
        None => String::new(),
    })
}
