use std::collections::VecDeque;

use connector_sdk::serde_json::Value;
use connector_sdk::{
    Action, ActionRoute, Context, Effect, Error, ErrorKind, Fields, Json, Level, Paging, Request, Response, Trail,
    emitted,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::routes;
use crate::actions::by_type::{by_type, joined, of_any_type, routes_of};
use crate::actions::{LINKED, LISTING};
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::ON_PREM;
use crate::id_text::id_text;
use crate::models::{Listing, TreeNode};

/// The most levels that one request goes down.
const LEVELS: u32 = 10;

/// What can have something below it.
const KINDS: [&str; 5] = ["page", "folder", "whiteboard", "database", "embed"];

/// How many requests are on their way side by side: more would only meet the limits on bursts.
const AT_ONCE: usize = 8;

/// Gets a space, to know its homepage.
const SPACE: &[ActionRoute] = &by_type! {
    "";
    "space" => "GET /wiki/api/v2/spaces/{id}", ["read:space:confluence"];
    + ActionRoute::new("GET /rest/api/space/{id}?expand=homepage", data_center::READ)
        .when(ON_PREM)
        .given(&[("type", &["space"])]);
};

/// Lists what stands below any branch of the tree.
const BRANCHES: &[ActionRoute] = &joined::<{ routes::DESCENDANTS.len() + 1 }>(
    &of_any_type::<{ routes::DESCENDANTS.len() }>(routes::DESCENDANTS),
    &[routes::PAGES_RIGHT_BELOW],
);

/// Gets the tree below a page, folder, whiteboard, database or smart link, or below the homepage of a space.
///
/// With `all`, that is everything, however deep it is: branches are read side by side, and each item is handed over as it
/// comes. Without it, an answer is one page of the first ten levels. `parentId` and `depth` of the items make a tree of
/// them. What is deleted meanwhile is left out.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetTree {
    /// What the tree begins at; it is not part of the answer itself. Default: `page`.
    pub r#type: Option<TreeRoot>,
    /// The id of what the tree begins at; of a space on Data Center and Server, its key.
    pub id: String,
    /// How many levels to go down; on Data Center and Server with `all` alone. By default, all of them.
    #[schemars(range(min = 1))]
    pub depth: Option<u32>,
}

/// What a tree can begin at.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TreeRoot {
    /// A page.
    Page,
    /// A folder.
    Folder,
    /// A whiteboard.
    Whiteboard,
    /// A database.
    Database,
    /// A smart link.
    Embed,
    /// The homepage of a space.
    Space,
}

impl Action for GetTree {
    type Output = Listing<TreeNode>;
    const NAME: &str = "get-tree";
    const GROUP: &str = "content-tree";
    routes_of!(routes::DESCENDANTS);
    const ALSO: &[ActionRoute] = &joined::<{ BRANCHES.len() + SPACE.len() }>(BRANCHES, SPACE);
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;

    fn perform(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
        if fields.get("type").is_some_and(|root| root == "space") {
            fields.insert("id".to_owned(), homepage(context, &fields)?.into());
            fields.shift_remove("type");
        }
        if fields.get("all") == Some(&Value::Bool(true)) {
            let depth =
                fields.get("depth").and_then(Value::as_u64).map(|depth| u32::try_from(depth).unwrap_or(u32::MAX));
            let root = Branch {
                kind: fields.get("type").and_then(Value::as_str).unwrap_or("page").to_owned(),
                id: fields.get("id").and_then(Value::as_str).unwrap_or_default().to_owned(),
                level: 0,
                cursor: fields.get("cursor").and_then(Value::as_str).map(str::to_owned),
            };
            return Walk { context, depth, limit: fields.get("limit").cloned(), emitted: 0, trail: Trail::default() }
                .from(root);
        }
        if !is_on_prem(context) {
            let depth = fields.get("depth").and_then(Value::as_u64).unwrap_or(LEVELS.into());
            fields.insert("depth".to_owned(), depth.min(LEVELS.into()).into());
        }
        context.perform::<Self>(fields)
    }
}

fn homepage(context: &Context<'_>, fields: &Fields) -> Result<String, Error> {
    let mut space = fields.clone();
    space.retain(|name, _| name == "type" || name == "id");
    let space: Value = context.perform_among::<GetTree>(SPACE, space)?.read()?;
    let id = space.get("homepageId").or_else(|| space.pointer("/homepage/id"));
    id.and_then(id_text)
        .ok_or_else(|| Error::new(ErrorKind::NotFound, "the space has no homepage").problem("/id", "has no homepage"))
}

/// Something whose descendants are not read yet, or only up to a cursor.
struct Branch {
    kind: String,
    id: String,
    /// How many levels it stands below the beginning.
    level: u32,
    cursor: Option<String>,
}

/// One page of what stands below a branch, and where it leads on.
struct Below {
    nodes: Vec<Value>,
    next: Option<String>,
}

struct Walk<'c, 'h> {
    context: &'c Context<'h>,
    depth: Option<u32>,
    limit: Option<Value>,
    emitted: u64,
    /// Where the lists of the branches led, each after the id of its branch.
    trail: Trail,
}

impl Walk<'_, '_> {
    fn from(mut self, root: Branch) -> Result<Json, Error> {
        let mut begun = Fields::from_iter([(root.id.clone(), Value::Null)]);
        let mut waiting = VecDeque::from([root]);
        'reading: while !waiting.is_empty() {
            let branches: Vec<Branch> = waiting.drain(..waiting.len().min(AT_ONCE)).collect();
            let requests: Vec<Request> =
                branches.iter().map(|branch| self.request(branch)).collect::<Result<_, Error>>()?;
            for (branch, answer) in branches.into_iter().zip(self.context.send_all(&requests)) {
                let Some(Below { mut nodes, next }) = self.page(&branch, answer)? else { continue };
                for node in &mut nodes {
                    let level = self.place(&branch, node);
                    if self.is_last(&branch, level)
                        && let (Some(kind), Some(id)) = (node["type"].as_str(), node["id"].as_str())
                        && KINDS.contains(&kind)
                        && begun.insert(id.to_owned(), Value::Null).is_none()
                    {
                        waiting.push_back(Branch { kind: kind.to_owned(), id: id.to_owned(), level, cursor: None });
                    }
                }
                let items: Vec<String> = nodes.iter().map(Value::to_string).collect();
                self.emitted += items.len() as u64;
                let wanted = self.context.emit(&items);
                self.context.report(self.emitted, None, "items");
                if !wanted {
                    break 'reading;
                }
                if let Some(cursor) = next {
                    self.trail.step(&format!("{} {cursor}", branch.id))?;
                    waiting.push_back(Branch { cursor: Some(cursor), ..branch });
                }
            }
        }
        emitted(self.emitted)
    }

    fn request(&self, branch: &Branch) -> Result<Request, Error> {
        let (table, left) = if is_on_prem(self.context) {
            (routes::CHILDREN, Value::Null)
        } else {
            let left = self.depth.map_or(LEVELS, |depth| depth.saturating_sub(branch.level));
            (routes::DESCENDANTS, left.min(LEVELS).into())
        };
        let limit = self.limit.clone().unwrap_or_else(|| self.paging().limit.into());
        let fields = |cursor: Option<&str>| {
            let (kind, id) = (branch.kind.as_str().into(), branch.id.as_str().into());
            let fields = [
                ("type", kind),
                ("id", id),
                ("cursor", cursor.into()),
                ("depth", left.clone()),
                ("limit", limit.clone()),
            ];
            fields.map(|(name, value)| (name.to_owned(), value)).into_iter().collect()
        };
        self.paging().request(branch.cursor.as_deref(), &Fields::new(), &|cursor| {
            self.context.request_among::<GetTree>(table, fields(cursor))
        })
    }

    /// How the lists of branches are spread over pages.
    fn paging(&self) -> Paging {
        if is_on_prem(self.context) { data_center::LISTING } else { LINKED }
    }

    /// Reads a page and where it leads on; none where its branch is gone.
    fn page(&self, branch: &Branch, answer: Result<Response, Error>) -> Result<Option<Below>, Error> {
        match answer {
            Ok(response) => {
                let page = self.paging().page(&response)?;
                Ok(Some(Below { nodes: page.read()?, next: page.next }))
            }
            Err(error) if error.kind == ErrorKind::NotFound && branch.level > 0 => {
                let fields = [("id".to_owned(), branch.id.clone())];
                self.context.log(Level::Warn, "a branch of the tree is gone, or may not be seen", &fields);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Says in a node where it stands in the whole tree, and how many levels down that is.
    fn place(&self, branch: &Branch, node: &mut Value) -> u32 {
        let below = node["depth"].as_u64().and_then(|depth| u32::try_from(depth).ok()).unwrap_or(1);
        let level = branch.level.saturating_add(below);
        if is_on_prem(self.context) {
            data_center::child(&Fields::new(), node);
            node["parentId"] = branch.id.as_str().into();
        }
        node["depth"] = level.into();
        level
    }

    /// Whether what stands below a node of this level is still to be asked for.
    fn is_last(&self, branch: &Branch, level: u32) -> bool {
        let levels = if is_on_prem(self.context) { 1 } else { LEVELS };
        level == branch.level.saturating_add(levels) && self.depth.is_none_or(|depth| level < depth)
    }
}
