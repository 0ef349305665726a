//! The way through a plan: pages that are not there are created, then each gets what its file says, and then what is there
//! without a file is looked at.

use connector_sdk::serde_json::{self, Value, json};
use connector_sdk::{Action, Context, Error, ErrorKind, Fields, Json, Outcome};
use serde::{Deserialize, Serialize};

use super::PublishTree;
use super::links::{Beside, beside, rewritten};
use super::plan::{Node, Plan};
use crate::actions::attachments::{ExistingAttachment, UploadAttachment};
use crate::actions::bulk::concerns_all;
use crate::actions::content::{Requests, SPACE, located};
use crate::actions::pages::{DeletePage, Known, UpsertPage, each_key};
use crate::formats::{attachment_destination, page_destination};
use crate::models::{BodyInput, InputRepresentation, ItemError, PublishCounts};

/// The content property that keeps the path of a page, behind the name of its tree.
pub(super) const PROPERTY: &str = "publish-tree";

/// How far it is: what it resumes with.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Standing {
    /// The space, as the service wants it named.
    space: Fields,
    /// The ids of the pages of the plan; none: there is no page yet.
    ids: Vec<Option<String>>,
    /// How many pages of the plan were looked at, and created where they were missing.
    ensured: usize,
    /// How many pages of the plan are through.
    next: usize,
    /// The pages of the plan that this run created.
    created: Vec<usize>,
    /// Pages of the tree without a file: their paths and ids.
    missing: Vec<(String, String)>,
    counts: PublishCounts,
}

pub(super) struct Walk<'w, 'h> {
    context: &'w Context<'h>,
    input: &'w PublishTree,
    plan: &'w Plan,
    standing: Standing,
    /// The page that a run that was broken off may have created without its key.
    begun: Option<usize>,
    wanted: bool,
}

/// What of a page its file says.
#[derive(Default)]
struct Content {
    body: String,
    /// The files that it shows or links to: their places, and the names of the attachments.
    files: Vec<(usize, String)>,
    broken: Vec<String>,
}

impl<'w, 'h> Walk<'w, 'h> {
    /// Goes on where a run stood, or begins one: then it looks which pages of the tree there are.
    pub(super) fn of(
        context: &'w Context<'h>,
        input: &'w PublishTree,
        plan: &'w Plan,
        standing: Option<Standing>,
    ) -> Result<Self, Error> {
        let resumed = standing.is_some();
        let standing = match standing {
            Some(standing) if standing.ids.len() == plan.nodes.len() => standing,
            Some(_) => {
                return Err(Error::new(ErrorKind::InvalidInput, "the folder has other files than when the run began")
                    .problem("/pages", "are other files")
                    .hint("Begin a new run: pages that are done are not written again"));
            }
            None => look(context, input, plan)?,
        };
        let begun = (0..plan.nodes.len()).skip(standing.ensured).find(|node| standing.ids[*node].is_none());
        Ok(Self { context, input, plan, standing, begun: begun.filter(|_| resumed), wanted: true })
    }

    /// Publishes at most so many pages, and says then that there are more.
    pub(super) fn perform(mut self, most: u64) -> Result<Outcome, Error> {
        let count = self.plan.nodes.len();
        self.context.save(&self.standing)?;
        while self.wanted && self.standing.ensured < count {
            self.ensure(self.standing.ensured)?;
        }
        let mut done = 0;
        while self.wanted && self.standing.next < count {
            if done == most {
                return Outcome::waiting(&self.standing, 0, format!("{} of {count} pages", self.standing.next));
            }
            self.publish(self.standing.next)?;
            done += 1;
        }
        while self.wanted
            && let Some((path, id)) = self.standing.missing.first().cloned()
        {
            self.leave(&path, &id)?;
        }
        Json::of(&self.standing.counts).map(Outcome::Done)
    }

    /// Sees that a page is there, so that others can link to it and stand under it.
    fn ensure(&mut self, index: usize) -> Result<(), Error> {
        let node = &self.plan.nodes[index];
        let is_there = self.standing.ids[index].is_some();
        let mut result = None;
        if !is_there {
            let known = Known {
                space: Some(&self.standing.space),
                id: None,
                keys: true,
                adopts: self.input.adopt == Some(true) || self.begun == Some(index),
            };
            let upserted = self.upsert(node, None).and_then(|upsert| upsert.upsert(self.context, known));
            match upserted.and_then(|upserted| upserted.read::<Value>()) {
                Ok(page) => {
                    self.standing.ids[index] = page["id"].as_str().map(str::to_owned);
                    if page["outcome"] == "created" {
                        self.standing.created.push(index);
                    }
                }
                Err(error) if concerns_all(&error) => return Err(error),
                Err(error) => result = Some(self.failed(index, error)),
            }
        }
        self.standing.ensured = index + 1;
        match result {
            Some(result) => self.tell(&result),
            None if is_there => Ok(()),
            None => self.context.save(&self.standing),
        }
    }

    /// Brings a page to what its file says.
    fn publish(&mut self, index: usize) -> Result<(), Error> {
        // One that could not be created has its result already.
        let Some(id) = self.standing.ids[index].clone() else {
            self.standing.next = index + 1;
            return Ok(());
        };
        let result = match self.write(index, &id) {
            Ok(result) => result,
            Err(error) if concerns_all(&error) => return Err(error),
            Err(error) => self.failed(index, error),
        };
        self.standing.next = index + 1;
        self.tell(&result)
    }

    fn write(&mut self, index: usize, id: &str) -> Result<Value, Error> {
        let node = &self.plan.nodes[index];
        let content = node.file.map(|file| self.content(file)).transpose()?;
        let mut attachments = Vec::new();
        for (file, name) in content.iter().flat_map(|content| &content.files) {
            let outcome = self.upload(id, *file, name)?;
            attachments.push(json!({ "path": self.plan.files[*file].path, "name": name, "outcome": outcome }));
        }
        let (body, broken) = content.map(|content| (content.body, content.broken)).unzip();
        let known = Known { space: Some(&self.standing.space), id: Some(id), keys: true, adopts: false };
        let page: Value = self.upsert(node, body)?.upsert(self.context, known)?.read()?;
        // A page that somebody deleted was created anew.
        self.standing.ids[index] = page["id"].as_str().map(str::to_owned);
        let is_new = self.standing.created.contains(&index);
        let outcome = if is_new { "created" } else { page["outcome"].as_str().unwrap_or_default() };
        let counts = &mut self.standing.counts;
        *match outcome {
            "created" => &mut counts.created,
            "updated" => &mut counts.updated,
            _ => &mut counts.unchanged,
        } += 1;
        let mut result = json!({
            "path": node.path,
            "id": page["id"],
            "title": node.title,
            "outcome": outcome,
            "changes": if is_new { Value::Null } else { page["changes"].clone() },
            "version": page["version"],
            "attachments": attachments,
            "broken": broken.unwrap_or_default(),
        });
        if let Some(result) = result.as_object_mut() {
            result.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
        }
        Ok(result)
    }

    fn upsert(&self, node: &Node, body: Option<String>) -> Result<UpsertPage, Error> {
        let parent_id = match node.parent {
            None => self.input.parent_id.clone(),
            Some(parent) => Some(self.standing.ids[parent].clone().ok_or_else(|| {
                let message =
                    format!("the page that it stands under, `{}`, was not published", self.plan.nodes[parent].path);
                Error::new(ErrorKind::InvalidInput, message)
            })?),
        };
        Ok(UpsertPage {
            space_key: Some(self.input.space_key.clone()),
            space_id: None,
            parent_id,
            title: node.title.clone(),
            external_key: Some(format!("{}/{}", self.input.tree, node.path)),
            external_key_property: Some(PROPERTY.to_owned()),
            body: body.map(|value| BodyInput { representation: InputRepresentation::Markdown, value }),
            labels: None,
            version_message: self.input.version_message.clone(),
        })
    }

    /// The Markdown of a file with its links and images as Confluence has them.
    fn content(&self, file: usize) -> Result<Content, Error> {
        let file = &self.plan.files[file];
        let source = file.read(self.context)?;
        let mut content = Content::default();
        let body = rewritten(&source.body, &mut |destination| {
            let Beside::At(path, anchor) = beside(file.folder(), destination)? else {
                content.broken.push(destination.to_owned());
                return None;
            };
            if let Some(node) = self.plan.node_at(&path) {
                return Some(page_destination(&node.title, anchor));
            }
            let Some(place) = self.plan.file_at(&path) else {
                content.broken.push(destination.to_owned());
                return None;
            };
            Some(attachment_destination(&content.attach(place, &path)))
        });
        content.body = body;
        Ok(content)
    }

    fn upload(&self, page_id: &str, file: usize, name: &str) -> Result<String, Error> {
        let upload = UploadAttachment {
            page_id: page_id.to_owned(),
            file: self.plan.files[file].id.clone(),
            file_name: Some(name.to_owned()),
            media_type: None,
            comment: None,
            minor_edit: Some(true),
            attachment_id: None,
            if_exists: Some(ExistingAttachment::NewVersionIfChanged),
            status: None,
        };
        let uploaded: Value = UploadAttachment::perform(self.context, self.context.fields(&upload)?)?.read()?;
        Ok(uploaded["outcome"].as_str().unwrap_or_default().to_owned())
    }

    /// Names a page without a file, and moves it to the trash where that is wanted.
    fn leave(&mut self, path: &str, id: &str) -> Result<(), Error> {
        let mut result = json!({ "path": path, "id": id, "outcome": "missing" });
        if self.input.remove_missing == Some(true) {
            match DeletePage::perform(self.context, Fields::from_iter([("id".to_owned(), id.into())])) {
                Ok(_) => result["outcome"] = "removed".into(),
                // What is gone is gone.
                Err(error) if error.kind == ErrorKind::NotFound => result["outcome"] = "removed".into(),
                Err(error) if concerns_all(&error) => return Err(error),
                Err(error) => {
                    result["outcome"] = outcome_of(&error).into();
                    result["error"] = serde_json::to_value(ItemError::of(error, "")).unwrap_or_default();
                }
            }
        }
        let counts = &mut self.standing.counts;
        *match result["outcome"].as_str() {
            Some("missing") => &mut counts.missing,
            Some("removed") => &mut counts.removed,
            Some("uncertain") => &mut counts.uncertain,
            _ => &mut counts.failed,
        } += 1;
        self.standing.missing.remove(0);
        self.tell(&result)
    }

    fn failed(&mut self, index: usize, error: Error) -> Value {
        let node = &self.plan.nodes[index];
        let counts = &mut self.standing.counts;
        *if error.uncertain { &mut counts.uncertain } else { &mut counts.failed } += 1;
        let mut result = json!({ "path": node.path, "title": node.title, "outcome": outcome_of(&error) });
        if let Some(id) = &self.standing.ids[index] {
            result["id"] = id.as_str().into();
        }
        // What is wrong with a page of the plan is nowhere in the input.
        let error = Error { problems: Vec::new(), ..error };
        result["error"] = serde_json::to_value(ItemError::of(error, "")).unwrap_or_default();
        result
    }

    /// Hands over what came of a page, and saves that.
    fn tell(&mut self, result: &Value) -> Result<(), Error> {
        self.wanted = self.context.emit(&[result.to_string()]);
        self.context.save(&self.standing)?;
        let count = self.plan.nodes.len() as u64;
        self.context.report(self.standing.next as u64, Some(count), "pages");
        Ok(())
    }
}

impl Content {
    /// The name of the attachment that a file becomes: its own, or of two with one name, its path.
    fn attach(&mut self, place: usize, path: &str) -> String {
        if let Some((_, name)) = self.files.iter().find(|(other, _)| *other == place) {
            return name.clone();
        }
        let own = path.rsplit('/').next().unwrap_or_default();
        let is_taken = self.files.iter().any(|(_, name)| name.eq_ignore_ascii_case(own));
        let name = if is_taken { path.replace('/', "-") } else { own.to_owned() };
        self.files.push((place, name.clone()));
        name
    }
}

/// Looks which pages of the tree there are.
fn look(context: &Context<'_>, input: &PublishTree, plan: &Plan) -> Result<Standing, Error> {
    let named = Fields::from_iter([(SPACE.1.to_owned(), input.space_key.as_str().into())]);
    let space = located(context, named, SPACE)?;
    let mut ids = vec![None; plan.nodes.len()];
    let mut missing = Vec::new();
    let prefix = format!("{}/", input.tree);
    let requests = Requests::of::<UpsertPage>(context);
    each_key(requests, &space, &input.space_key, PROPERTY, &mut |id, key| {
        if let Some(path) = key.strip_prefix(&prefix) {
            match plan.nodes.iter().position(|node| node.path == path) {
                Some(node) if ids[node].is_none() => ids[node] = Some(id),
                Some(_) => {}
                None => missing.push((path.to_owned(), id)),
            }
        }
        true
    })?;
    Ok(Standing { space, ids, missing, ..Standing::default() })
}

fn outcome_of(error: &Error) -> &'static str {
    if error.uncertain { "uncertain" } else { "failed" }
}
