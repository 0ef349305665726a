//! The way through a plan: pages that are not there are created, then each gets what its file says, and then what is there
//! without a file is looked at.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, Context, Error, ErrorKind, Fields, Json, Outcome};
use serde::{Deserialize, Serialize};

use super::Input;
use super::content::Content;
use super::plan::{Node, Plan};
use crate::actions::attachments::UploadAttachment;
use crate::actions::bulk::concerns_all;
use crate::actions::content::{Requests, SPACE, Wanted, settle};
use crate::actions::pages::{DeletePage, Known, UpsertPage, each_key, is_gone, key_of};
use crate::actions::properties::SetProperty;
use crate::models::{BodyInput, InputRepresentation, ItemError, PublishedFile, PublishedPage};

/// The content property that keeps the path of a page, behind the name of its tree.
pub(super) const PROPERTY: &str = "publish-tree";

/// How far it is: what it resumes with.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Standing {
    /// The space, as the service wants it named.
    space: Fields,
    /// What stands for the paths of the pages of the plan.
    #[serde(default)]
    plan: u32,
    /// The ids of the pages of the plan; empty: there is no page yet.
    ids: Vec<String>,
    /// How many pages of the plan were looked at, and created where they were missing.
    ensured: usize,
    /// How many pages of the plan are through.
    next: usize,
    /// The pages of the plan that this run created.
    created: Vec<usize>,
    /// Those that it took, which had no key or another one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    taken: Vec<usize>,
    /// Pages of the tree without a file: the paths and ids of those that are not through. Of a path that several pages have,
    /// with a file or without, the ids of them all.
    missing: Fields,
    /// The versions of pages that were written and are on record, by their ids.
    #[serde(default, skip_serializing_if = "Fields::is_empty")]
    written: Fields,
    /// How many pages came to what.
    counts: Fields,
}

pub(super) struct Walk<'w, 'h> {
    context: &'w Context<'h>,
    input: &'w Input,
    plan: &'w Plan,
    standing: Standing,
    wanted: bool,
}

impl<'w, 'h> Walk<'w, 'h> {
    /// Goes on where a run stood, or begins one: then it looks which pages of the tree there are.
    pub(super) fn of(
        context: &'w Context<'h>,
        input: &'w Input,
        plan: &'w Plan,
        standing: Option<Standing>,
    ) -> Result<Self, Error> {
        let standing = match standing {
            Some(standing) if standing.plan == plan.mark() && standing.ids.len() == plan.nodes.len() => standing,
            Some(_) => {
                return Err(Error::new(ErrorKind::InvalidInput, "the folder has other files than when the run began")
                    .problem("/pages", "are other files")
                    .hint("Begin a new run: pages that are done are not written again"));
            }
            None => look(context, input, plan)?,
        };
        Ok(Self { context, input, plan, standing, wanted: true })
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
        let missing: Vec<String> = self.standing.missing.keys().cloned().collect();
        for path in missing {
            if self.wanted {
                self.leave(path)?;
            }
        }
        Json::of(&self.standing.counts).map(Outcome::Done)
    }

    /// Sees that a page is there, so that others can link to it and stand under it.
    fn ensure(&mut self, index: usize) -> Result<(), Error> {
        let node = &self.plan.nodes[index];
        let is_there = !self.standing.ids[index].is_empty();
        let mut result = None;
        if !is_there {
            let known = Known {
                space: Some(&self.standing.space),
                id: None,
                keys: true,
                adopts: self.input.adopts,
                left: Some(&self.standing.missing),
                written: None,
            };
            let upserted = match self.standing.missing.get(&node.path) {
                Some(ids) => Err(ambiguous(ids)),
                None => self.upsert(node, None).and_then(|upsert| upsert.upsert(self.context, known)),
            };
            match upserted.and_then(|upserted| upserted.read::<Value>()) {
                Ok(page) => {
                    page["id"].as_str().unwrap_or_default().clone_into(&mut self.standing.ids[index]);
                    // A file that was renamed or moved has its page again.
                    self.standing.missing.retain(|_, id| *id != page["id"]);
                    let is_new = page["outcome"] == "created";
                    let list = if is_new { &mut self.standing.created } else { &mut self.standing.taken };
                    list.push(index);
                }
                Err(error) if concerns_all(&error) => return Err(error),
                Err(error) => result = Some(self.failed(index, error)),
            }
        }
        // What several pages have is told once.
        self.standing.missing.shift_remove(&self.plan.nodes[index].path);
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
        let id = self.standing.ids[index].clone();
        if id.is_empty() {
            self.standing.next = index + 1;
            return Ok(());
        }
        let result = match self.write(index, &id) {
            Ok(result) => result,
            Err(error) if concerns_all(&error) => return Err(error),
            Err(error) => self.failed(index, error),
        };
        self.standing.next = index + 1;
        self.tell(&result)
    }

    fn write(&mut self, index: usize, id: &str) -> Result<PublishedPage, Error> {
        let node = &self.plan.nodes[index];
        let content = node.file.map(|file| Content::of(self.context, self.plan, file)).transpose()?;
        let mut attachments = Vec::new();
        let mut lost = None;
        for (file, name) in content.iter().flat_map(|content| &content.files) {
            let outcome = match self.upload(id, *file, name) {
                Ok(outcome) => outcome,
                // Whether somebody deleted the page is seen below.
                Err(error) if error.kind == ErrorKind::NotFound => {
                    lost = Some(error);
                    break;
                }
                Err(error) => return Err(error),
            };
            attachments.push(PublishedFile { path: self.plan.files[*file].path.clone(), name: name.clone(), outcome });
        }
        let has_files = content.as_ref().is_some_and(|content| !content.files.is_empty());
        let (body, broken) = content.map(|content| (content.body, content.broken)).unzip();
        let has_text = body.is_some();
        let known = Known {
            space: Some(&self.standing.space),
            id: Some(id),
            keys: true,
            adopts: false,
            left: None,
            written: self.written(id).filter(|_| !self.input.overwrites),
        };
        let page: Value = self.upsert(node, body.filter(|_| lost.is_none()))?.upsert(self.context, known)?.read()?;
        let held = page["id"].as_str().unwrap_or_default();
        if held != id {
            // A page that somebody deleted was created anew, and has none of its files.
            held.clone_into(&mut self.standing.ids[index]);
            self.standing.created.push(index);
            if has_files {
                return self.write(index, held);
            }
        } else if let Some(error) = lost {
            return Err(error);
        }
        if has_text {
            self.record(index, held, &page["version"])?;
        }
        let is_new = self.standing.created.contains(&index);
        let outcome = match page["outcome"].as_str().unwrap_or_default() {
            _ if is_new => "created",
            "unchanged" if self.standing.taken.contains(&index) => "updated",
            outcome => outcome,
        };
        let changes = page["changes"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        Ok(PublishedPage {
            path: node.path.clone(),
            id: Some(held.to_owned()),
            title: Some(node.title.clone()),
            outcome: outcome.to_owned(),
            changes: some(if is_new { Vec::new() } else { changes.collect() }),
            version: page["version"].as_u64(),
            attachments: some(attachments),
            broken: broken.and_then(some),
            error: None,
        })
    }

    /// The version of a page that was written, where that is on record.
    fn written(&self, id: &str) -> Option<u64> {
        self.standing.written.get(id).and_then(Value::as_u64)
    }

    /// Puts on record which version of a page says what its file says, so that the next run sees what comes after it.
    fn record(&mut self, index: usize, id: &str, version: &Value) -> Result<(), Error> {
        // A page that was taken has got its key anew, without a version.
        if self.standing.written.get(id) == Some(version) && !self.standing.taken.contains(&index) {
            return Ok(());
        }
        let property = Fields::from_iter([
            ("id".to_owned(), id.into()),
            ("key".to_owned(), PROPERTY.into()),
            ("value".to_owned(), json!({ "key": self.key(&self.plan.nodes[index].path), "version": version })),
        ]);
        SetProperty::perform(self.context, property).map_err(|error| Error {
            message: format!("the page says what its file says, but that is not on record: {}", error.message),
            ..error
        })?;
        self.standing.written.insert(id.to_owned(), version.clone());
        Ok(())
    }

    fn upsert(&self, node: &Node, body: Option<String>) -> Result<UpsertPage, Error> {
        let parent_id = match node.parent {
            None => self.input.parent_id.clone(),
            Some(parent) if self.standing.ids[parent].is_empty() => {
                let path = &self.plan.nodes[parent].path;
                let message = format!("the page that it stands under, `{path}`, was not published");
                return Err(Error::new(ErrorKind::InvalidInput, message));
            }
            Some(parent) => Some(self.standing.ids[parent].clone()),
        };
        Ok(UpsertPage {
            space_key: Some(self.input.space_key.clone()),
            space_id: None,
            parent_id,
            title: node.title.clone(),
            external_key: Some(self.key(&node.path)),
            external_key_property: Some(PROPERTY.to_owned()),
            body: body.map(|value| BodyInput { representation: InputRepresentation::Markdown, value }),
            labels: None,
            version_message: self.input.version_message.clone(),
        })
    }

    fn upload(&self, page_id: &str, file: usize, name: &str) -> Result<String, Error> {
        let upload = Fields::from_iter([
            ("pageId".to_owned(), page_id.into()),
            ("file".to_owned(), self.plan.files[file].id.0.as_str().into()),
            ("fileName".to_owned(), name.into()),
            ("minorEdit".to_owned(), true.into()),
            ("ifExists".to_owned(), "new-version-if-changed".into()),
        ]);
        let uploaded: Value = UploadAttachment::perform(self.context, upload)?.read()?;
        Ok(uploaded["outcome"].as_str().unwrap_or_default().to_owned())
    }

    /// Names a page without a file, and moves it to the trash where that is wanted.
    fn leave(&mut self, path: String) -> Result<(), Error> {
        let id = self.standing.missing.shift_remove(&path).unwrap_or_default();
        let mut result = PublishedPage {
            path,
            id: id.as_str().map(str::to_owned),
            outcome: "missing".to_owned(),
            ..PublishedPage::default()
        };
        if id.is_array() {
            result = failed(result, ambiguous(&id));
        } else if self.input.removes_missing {
            match self.remove(&result.path, id) {
                Ok(()) => "removed".clone_into(&mut result.outcome),
                Err(error) if concerns_all(&error) => return Err(error),
                Err(error) => result = failed(result, error),
            }
        }
        self.tell(&result)
    }

    /// Moves a page to the trash, unless another run gave it another path meanwhile.
    fn remove(&self, path: &str, id: Value) -> Result<(), Error> {
        let requests = Requests::of::<UpsertPage>(self.context);
        let page = id.as_str().unwrap_or_default().to_owned();
        let removed = match key_of(requests, &page, PROPERTY) {
            Ok(Some(key)) if key == self.key(path) => {
                DeletePage::perform(self.context, Fields::from_iter([("id".to_owned(), id)])).map(drop)
            }
            Ok(_) => Err(Error::new(ErrorKind::Conflict, "the page has this path no more")
                .hint("Somebody changed it meanwhile: run it again")),
            Err(error) => Err(error),
        };
        match removed {
            // What is gone is gone; but a page that may not be deleted is not found either.
            Err(error) if matches!(error.kind, ErrorKind::NotFound | ErrorKind::Conflict) => {
                if is_gone(requests, &page)? { Ok(()) } else { Err(error) }
            }
            removed => removed,
        }
    }

    /// The key of a page.
    fn key(&self, path: &str) -> String {
        format!("{}/{path}", self.input.tree)
    }

    fn failed(&self, index: usize, error: Error) -> PublishedPage {
        let (node, id) = (&self.plan.nodes[index], &self.standing.ids[index]);
        let id = (!id.is_empty()).then(|| id.clone());
        let (path, title) = (node.path.clone(), Some(node.title.clone()));
        failed(PublishedPage { path, id, title, ..PublishedPage::default() }, error)
    }

    /// Hands over what came of a page, counts it and saves that.
    fn tell(&mut self, result: &PublishedPage) -> Result<(), Error> {
        let count = self.standing.counts.get(&result.outcome).and_then(Value::as_u64).unwrap_or_default();
        self.standing.counts.insert(result.outcome.clone(), (count + 1).into());
        self.wanted = self.context.emit(&[Json::of(result)?.into_text()]);
        self.context.save(&self.standing)?;
        let count = self.plan.nodes.len() as u64;
        self.context.report(self.standing.next as u64, Some(count), "pages");
        Ok(())
    }
}

/// Nobody can tell which of them is meant: somebody copied a page with its properties.
fn ambiguous(ids: &Value) -> Error {
    let ids: Vec<&str> = ids.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    Error::new(ErrorKind::Conflict, format!("the pages `{}` have the same path", ids.join("`, `")))
        .hint("Delete the property `publish-tree` of all but one, with `delete-property`")
}

/// A result that says what went wrong. What is wrong with the input of another action is nowhere in this one's.
fn failed(result: PublishedPage, error: Error) -> PublishedPage {
    let outcome = if error.uncertain { "uncertain" } else { "failed" }.to_owned();
    let error = Error { problems: Vec::new(), ..error };
    PublishedPage { outcome, error: Some(ItemError::of(error, "")), ..result }
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    if list.is_empty() { None } else { Some(list) }
}

/// Looks which pages of the tree there are.
fn look(context: &Context<'_>, input: &Input, plan: &Plan) -> Result<Standing, Error> {
    let mut space = Fields::from_iter([(SPACE.1.to_owned(), input.space_key.as_str().into())]);
    let requests = Requests::of::<UpsertPage>(context);
    settle(requests, &mut space, Wanted::One)?;
    let mut ids = vec![String::new(); plan.nodes.len()];
    let mut missing = Fields::new();
    let mut written = Fields::new();
    each_key(requests, &space, &input.space_key, PROPERTY, &mut |id, key, value| {
        if let Some(path) = key.strip_prefix(&input.tree).and_then(|rest| rest.strip_prefix('/')) {
            if value["version"].is_u64() {
                written.insert(id.clone(), value["version"].clone());
            }
            match missing.get_mut(path) {
                None => drop(missing.insert(path.to_owned(), id.into())),
                Some(Value::Array(ids)) if !ids.contains(&json!(id)) => ids.push(id.into()),
                Some(one) if one.is_string() && *one != id => *one = json!([one.take(), id]),
                Some(_) => {}
            }
        }
        true
    })?;
    for (node, id) in plan.nodes.iter().zip(&mut ids) {
        if let Some(Value::String(found)) = missing.get(&node.path) {
            found.clone_into(id);
            missing.shift_remove(&node.path);
        }
    }
    let outcomes = ["created", "updated", "unchanged", "failed", "uncertain", "missing", "removed"];
    let counts = outcomes.into_iter().map(|outcome| (outcome.to_owned(), 0.into())).collect();
    Ok(Standing { space, plan: plan.mark(), ids, missing, written, counts, ..Standing::default() })
}
