//! Updating a page or a blog post: what is left out stays as it is.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{ActionRoute, Error, ErrorKind, Fields, Json, Response, refuse_fields};

use super::Requests;
use crate::actions::next_version::next_version;
use crate::bodies;
use crate::data_center;
use crate::errors::{overtaken, read_only};
use crate::form::ON_PREM;

/// Where Data Center says what a piece of content has.
pub(in crate::actions) const READ_ON_PREM: ActionRoute =
    ActionRoute::new(ON_PREM_READ, data_center::READ).when(ON_PREM);

/// How Data Center updates a piece of content.
pub(in crate::actions) const UPDATE_ON_PREM: ActionRoute =
    ActionRoute::new(ON_PREM_UPDATE, data_center::WRITE).when(ON_PREM);

const ON_PREM_READ: &str = "GET /rest/api/content/{id}?status={status}&expand={expand}";
const ON_PREM_UPDATE: &str = "PUT /rest/api/content/{id}?status={was}";

/// An update: what it changes, and how.
pub(in crate::actions) struct Change<'a> {
    requests: Requests<'a>,
    /// What it is, such as `page`, for messages and for Data Center.
    kind: &'static str,
    input: Fields,
}

impl<'a> Change<'a> {
    /// The update of a page or blog post (`kind`) that an input asks for.
    pub(in crate::actions) fn of(requests: Requests<'a>, kind: &'static str, mut input: Fields) -> Self {
        input.retain(|_, value| !value.is_null());
        Self { requests, kind, input }
    }

    /// Performs it; `route` updates the content on Cloud, and `read` says what there is now.
    ///
    /// # Errors
    /// Where it changes nothing, would restore something by chance, or is refused.
    pub(in crate::actions) fn perform(&self, route: &str, read: &str) -> Result<Json, Error> {
        // An update of nothing would still make a new version.
        if self.input.keys().all(|name| ["id", "version"].contains(&name.as_str())) {
            return Err(Error::new(ErrorKind::InvalidInput, "nothing to change is given").hint(match self.kind {
                "page" => "Give a `title`, `body`, `status`, `parentId`, `ownerId` or `versionMessage`",
                _ => "Give a `title`, `body`, `status`, `createdAt` or `versionMessage`",
            }));
        }
        if self.requests.on_prem() {
            return self.on_prem();
        }
        let complete =
            !self.rebases() && ["title", "body", "version"].iter().all(|name| self.input.contains_key(*name));
        let current = if complete { None } else { Some(self.current(read, &self.wanted())?) };
        let (mut update, body) = self.update(current.as_ref())?;
        update.insert("body".to_owned(), body);
        update.extend(self.rest());
        let sent = self.send(route, &update, None);
        // A place or an owner that there is not is a 404 too.
        let may_read =
            current.is_some() && !["parentId", "spaceId", "ownerId"].iter().any(|name| self.input.contains_key(*name));
        Json::from_response(sent.map_err(|error| if may_read { read_only(error, self.noun()) } else { error })?)
    }

    /// Data Center wants to know in which state the content is, so that it is always read.
    fn on_prem(&self) -> Result<Json, Error> {
        let mut rest = self.rest();
        let parent = rest.shift_remove("parentId");
        refuse_fields(&rest, &|_| true)?;
        // What Data Center does not take is refused before anything is asked.
        self.input.get("body").map(data_center::body).transpose()?;
        let mut wanted = self.path();
        wanted.insert("status".to_owned(), if self.is_draft() { "draft" } else { "any" }.into());
        wanted.insert("expand".to_owned(), "version,body.storage".into());
        let current = self.current(ON_PREM_READ, &wanted)?;
        let (mut update, body) = self.update(Some(&current))?;
        update.insert("type".to_owned(), self.kind.into());
        update.insert("body".to_owned(), data_center::body(&body)?);
        if let Some(parent) = parent {
            update.insert("ancestors".to_owned(), json!([{ "id": parent }]));
        }
        let was = Some(&current["status"]).filter(|status| **status != "current");
        let mut updated: Value = self.send(ON_PREM_UPDATE, &update, was)?.json()?;
        data_center::content(&self.input, &mut updated);
        Json::of(&updated)
    }

    /// What both deployments take, and the body.
    fn update(&self, current: Option<&Value>) -> Result<(Fields, Value), Error> {
        let (Some(title), Some(body), Some(based_on)) =
            (self.title(current), self.body(current)?, self.version(current))
        else {
            let message = format!("Confluence answered with a {} without its body or version", self.noun());
            return Err(Error::new(ErrorKind::Service, message));
        };
        // A draft has one version, which every update replaces.
        let based_on = if self.is_draft() { 0 } else { based_on };
        let version = next_version(based_on, self.input.get("versionMessage").and_then(Value::as_str));
        let mut update = self.path();
        update.insert("status".to_owned(), if self.is_draft() { "draft" } else { "current" }.into());
        update.insert("title".to_owned(), title);
        update.insert("version".to_owned(), version);
        Ok((update, body))
    }

    /// The fields that mean something on one deployment alone.
    fn rest(&self) -> Fields {
        let mut rest = self.input.clone();
        rest.retain(|name, _| !["id", "status", "title", "body", "version", "versionMessage"].contains(&name.as_str()));
        rest
    }

    fn path(&self) -> Fields {
        Fields::from_iter([("id".to_owned(), self.input["id"].clone())])
    }

    fn send(&self, route: &str, update: &Fields, was: Option<&Value>) -> Result<Response, Error> {
        let mut fields = self.path();
        fields.insert("was".to_owned(), was.cloned().unwrap_or_default());
        self.requests
            .send_json(route, &fields, update)
            .map_err(|error| overtaken(error, self.noun(), self.input.contains_key("version")))
    }

    /// A draft may have no title yet.
    fn title(&self, current: Option<&Value>) -> Option<Value> {
        let kept = || Some(current?["title"].as_str().unwrap_or_default().into());
        self.input.get("title").cloned().or_else(kept)
    }

    fn body(&self, current: Option<&Value>) -> Result<Option<Value>, Error> {
        let current = current.and_then(|current| current.pointer("/body/storage/value")).and_then(Value::as_str);
        match self.input.get("body") {
            Some(body) => bodies::written(body, current).map(Some),
            None => Ok(current.map(|value| json!({ "representation": "storage", "value": value }))),
        }
    }

    /// Whether the new body is made from the one that there is.
    fn rebases(&self) -> bool {
        self.input.get("body").is_some_and(bodies::is_markdown)
    }

    fn version(&self, current: Option<&Value>) -> Option<u64> {
        self.input.get("version").and_then(Value::as_u64).or_else(|| current?["version"]["number"].as_u64())
    }

    fn is_draft(&self) -> bool {
        self.input.get("status").is_some_and(|status| status == "draft")
    }

    fn noun(&self) -> &'static str {
        if self.kind == "blogpost" { "blog post" } else { "page" }
    }

    /// What Cloud is asked for the content as it is now.
    fn wanted(&self) -> Fields {
        let mut wanted = self.path();
        if self.rebases() || !self.input.contains_key("body") {
            wanted.insert("bodyFormat".to_owned(), "storage".into());
        }
        if self.is_draft() {
            wanted.insert("getDraft".to_owned(), true.into());
        }
        wanted
    }

    fn current(&self, route: &str, wanted: &Fields) -> Result<Value, Error> {
        let current: Value = self.requests.send(route, wanted)?.json()?;
        // An update would restore it, which nobody asked for.
        if !self.input.contains_key("status") && current["status"] == "trashed" {
            let noun = self.noun();
            return Err(Error::new(ErrorKind::InvalidInput, format!("the {noun} is in the trash"))
                .problem("/id", format!("is the id of a {noun} in the trash"))
                .hint(format!("Give `status` as `current` to restore the {noun}")));
        }
        Ok(current)
    }
}
