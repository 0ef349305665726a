//! Content with its expansions.

use serde_json::{Map, Value, json};

use super::{View, body};
use crate::data_center::expand::Expand;
use crate::data_center::instance::{Carrier, Content, File, Kind, Version};
use crate::links::tiny;
use crate::parameters::encode;

/// How many children an expansion shows.
const SHOWN: usize = 25;

/// Spells an id; that attachments have `att` before theirs is how other sources show it, the document is silent.
pub(in crate::data_center) fn spelled(content: &Content) -> String {
    if content.kind == Kind::Attachment { format!("att{}", content.id) } else { content.id.to_string() }
}

impl View<'_> {
    /// Writes content as it is now.
    pub(in crate::data_center) fn content(self, content: &Content, expand: &Expand) -> Value {
        self.content_at(content, &content.latest, expand)
    }

    /// Writes content as the only thing of an answer: with links that say where it is.
    pub(in crate::data_center) fn whole(self, content: &Content, version: &Version, expand: &Expand) -> Value {
        let mut written = self.content_at(content, version, expand);
        let links = &mut written["_links"];
        links["base"] = json!(self.call.base());
        links["context"] = json!("/confluence");
        links["collection"] = json!("/rest/api/content");
        written
    }

    /// Writes one version of content.
    pub(in crate::data_center) fn content_at(self, content: &Content, version: &Version, expand: &Expand) -> Value {
        let historical = version.number != content.latest.number;
        let id = spelled(content);
        let path = format!("/rest/api/content/{id}");
        let mut written = json!({
            "id": id,
            "type": content.kind.name(),
            "status": if historical { "historical" } else { content.status.name() },
            "title": version.title,
            "position": content.position.map_or(-1, i64::from),
            "_links": self.links(content, version),
        });
        let mut expandable = Map::new();
        let holder = self.instance.holder(content);
        let space = self.instance.spaces.get(&content.space);
        let mut part = |name: &str, path: String, value: &dyn Fn(&Expand) -> Value| match expand.get(name) {
            Some(inner) => written[name] = value(inner),
            None => drop(expandable.insert(name.to_owned(), json!(path))),
        };
        if let Some(space) = space {
            let path = format!("/rest/api/space/{}", encode(&space.key));
            part("space", path, &|inner| self.space(space, inner));
        }
        if holder.id == content.id {
            if let Some(space) = space {
                let path = format!("/rest/api/space/{}", encode(&space.key));
                part("container", path, &|_| self.space(space, &Expand::default()));
            }
        } else {
            let path = format!("/rest/api/content/{}", holder.id);
            part("container", path, &|inner| self.content(holder, inner));
        }
        part("history", format!("{path}/history"), &|inner| self.history(content, version, inner));
        part("version", String::new(), &|inner| self.version(content, version, inner));
        part("ancestors", String::new(), &|inner| {
            self.instance.ancestors(content).into_iter().map(|page| self.content(page, inner)).collect()
        });
        part("operations", String::new(), &|_| self.operations(content));
        part("children", format!("{path}/child"), &|inner| self.children(content, inner));
        part("descendants", format!("{path}/descendant"), &|inner| self.descendants(content, inner));
        part("metadata", String::new(), &|inner| self.metadata(content, version, inner));
        part("restrictions", format!("{path}/restriction/byOperation"), &|inner| self.restrictions(content, inner));
        if content.kind != Kind::Attachment {
            part("body", String::new(), &|inner| body::write(&id, &version.body, inner));
        }
        match &version.file {
            // Attachments show these and their metadata without being asked.
            Some(file) => {
                written["extensions"] = extensions(file, &version.message);
                if !expand.has("metadata") {
                    written["metadata"] = self.metadata(content, version, &Expand::default());
                    expandable.remove("metadata");
                }
                written["extractedTextLink"] =
                    json!(format!("/rest/api/content/{}/child/attachment/{}/extractedtext", holder.id, content.id));
            }
            None if content.kind == Kind::Comment => {
                let inner = expand.get("extensions");
                let mut extensions = json!({"location": "footer", "_expandable": {"inlineProperties": ""}});
                if inner.is_some_and(|inner| inner.has("resolution")) {
                    extensions["resolution"] = json!({"status": "open"});
                } else {
                    extensions["_expandable"]["resolution"] = json!("");
                }
                written["extensions"] = extensions;
            }
            None => {
                let place = content.position.map_or(json!("none"), |position| json!(position));
                written["extensions"] = json!({"position": place});
            }
        }
        written["_expandable"] = Value::Object(expandable);
        written
    }

    /// Writes the map of children: those that are wanted, the others as expandable.
    pub(in crate::data_center) fn children(self, content: &Content, expand: &Expand) -> Value {
        let path = format!("/rest/api/content/{}/child", content.id);
        let kinds: &[Kind] = match content.kind {
            Kind::Page => &[Kind::Attachment, Kind::Comment, Kind::Page],
            Kind::BlogPost | Kind::Comment => &[Kind::Attachment, Kind::Comment],
            Kind::Attachment => &[Kind::Comment],
        };
        self.family(&path, kinds, expand, |kind| self.instance.children(content, kind))
    }

    /// Writes the map of descendants, of which only comments are supported.
    pub(in crate::data_center) fn descendants(self, content: &Content, expand: &Expand) -> Value {
        let path = format!("/rest/api/content/{}/descendant", content.id);
        self.family(&path, &[Kind::Comment], expand, |_| self.instance.comments(content))
    }

    fn family<'b>(self, path: &str, kinds: &[Kind], expand: &Expand, find: impl Fn(Kind) -> Vec<&'b Content>) -> Value {
        let mut written = Map::new();
        let mut expandable = Map::new();
        for kind in kinds {
            let path = format!("{path}/{}", kind.name());
            let Some(inner) = expand.get(kind.name()) else {
                expandable.insert(kind.name().to_owned(), json!(path));
                continue;
            };
            let found = find(*kind);
            let found = found.into_iter().filter(|content| self.instance.views(&self.call.user, content));
            let rows: Vec<&Content> = found.collect();
            let shown: Vec<Value> = rows.iter().take(SHOWN).map(|content| self.content(content, inner)).collect();
            let mut links = json!({"self": self.own(&path)});
            if rows.len() > SHOWN {
                links["next"] = json!(format!("{path}?limit={SHOWN}&start={SHOWN}"));
            }
            let list = json!({"results": shown, "start": 0, "limit": SHOWN, "size": shown.len(), "_links": links});
            written.insert(kind.name().to_owned(), list);
        }
        written.insert("_expandable".to_owned(), Value::Object(expandable));
        written.insert("_links".to_owned(), json!({"self": self.own(path)}));
        Value::Object(written)
    }

    fn metadata(self, content: &Content, version: &Version, expand: &Expand) -> Value {
        let mut written = Map::new();
        let mut expandable = Map::new();
        if let Some(file) = &version.file {
            written.insert("mediaType".to_owned(), json!(file.media_type));
            written.insert("comment".to_owned(), json!(version.message));
        }
        let labels = || self.labels(&spelled(content), &self.instance.labels_of(&content.labels));
        let watching = || json!({"watching": content.watchers.contains(&self.call.user)});
        let mut part = |name: &str, value: &dyn Fn(&Expand) -> Value| match expand.get(name) {
            Some(inner) => drop(written.insert(name.to_owned(), value(inner))),
            None => drop(expandable.insert(name.to_owned(), json!(""))),
        };
        part("labels", &|_| labels());
        part("currentuser", &|_| watching());
        part("properties", &|inner| {
            let mut map = Map::new();
            for key in inner.names() {
                if let (Some(property), Some(inner)) = (content.properties.get(key), inner.get(key)) {
                    map.insert(key.to_owned(), self.property(Carrier::Content(content.id), property, inner));
                }
            }
            Value::Object(map)
        });
        written.insert("_expandable".to_owned(), Value::Object(expandable));
        Value::Object(written)
    }

    /// Writes what the caller may do with content.
    fn operations(self, content: &Content) -> Value {
        let kind = content.kind.name();
        let mut allowed = vec!["read"];
        if self.instance.edits(&self.call.user, content) {
            allowed.extend(["update", "delete"]);
        }
        allowed.into_iter().map(|name| json!({"operation": name, "targetType": kind})).collect()
    }

    fn links(self, content: &Content, version: &Version) -> Value {
        let (id, holder) = (content.id, self.instance.holder(content));
        let key = self.instance.spaces.get(&content.space).map_or("", |space| space.key.as_str());
        let title = version.title.split(' ').map(encode).collect::<Vec<_>>().join("+");
        let place = if version.number == content.latest.number {
            String::new()
        } else {
            format!("?status=historical&version={}", version.number)
        };
        let mut links = json!({"self": self.own(&format!("/rest/api/content/{}{place}", spelled(content)))});
        match (content.kind, &version.file) {
            (Kind::Attachment, Some(_)) => {
                links["webui"] = json!(format!("/pages/viewpageattachments.action?pageId={}", holder.id));
                let (number, at) = (version.number, version.at.epoch_milliseconds());
                links["download"] = json!(format!(
                    "/download/attachments/{}/{}?version={number}&modificationDate={at}&api=v2",
                    holder.id,
                    encode(&version.title),
                ));
            }
            (Kind::Comment, _) => {
                links["webui"] =
                    json!(format!("/pages/viewpage.action?pageId={}&focusedCommentId={id}#comment-{id}", holder.id));
            }
            (Kind::BlogPost, _) => {
                let day = content.posting_day().replace('-', "/");
                links["webui"] = json!(format!("/display/{}/{day}/{title}", encode(key)));
                links["tinyui"] = json!(tiny(id));
                links["edit"] = json!(format!("/pages/resumedraft.action?draftId={id}"));
            }
            _ => {
                links["webui"] = json!(format!("/display/{}/{title}", encode(key)));
                links["tinyui"] = json!(tiny(id));
                links["edit"] = json!(format!("/pages/resumedraft.action?draftId={id}"));
            }
        }
        links
    }
}

fn extensions(file: &File, comment: &str) -> Value {
    json!({"mediaType": file.media_type, "fileSize": file.bytes.size, "comment": comment})
}
