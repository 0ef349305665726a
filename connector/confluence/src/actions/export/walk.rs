use std::collections::VecDeque;

use connector_sdk::serde_json::value::RawValue;
use connector_sdk::serde_json::{self, Value, json};
use connector_sdk::{ActionRoute, Context, Error, ErrorKind, Fields, Method, Request, Response, Retry, parse};
use serde::Serialize;

use super::answers::AT_ONCE;
use super::circle::Circle;
use super::errand::{Asked, Errand};
use super::listed::{Held, Listed, id};
use super::routes::LISTS;
use super::{ExportBody, ExportKind, ExportSpace, ExportStatus, Standing, Step};
use crate::actions::LINKED;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::models::{ExportCounts, Exported, ExportedKind, ExportedOwner};

/// What a comment of Data Center says of itself beside what every piece of content says.
const COMMENT_BESIDE: &str = "container,extensions.inlineProperties,extensions.resolution";

/// After how many requests, or bytes of things, an export goes on in a new call, which has the limits of a call anew: of
/// requests, time and computing. A space of any size has an end this way, and so has a slow one.
const REQUESTS_OF_A_CALL: u64 = 4_000;
const BYTES_OF_A_CALL: usize = 64 * 1024 * 1024;

/// How many bytes of things are gathered before they are handed over.
const GATHERED: usize = 256 * 1024;

/// The way through a space.
pub(super) struct Walk<'c, 'h> {
    pub(super) context: &'c Context<'h>,
    pub(super) on_prem: bool,
    input: ExportSpace,
    counts: ExportCounts,
    pub(super) requests: u64,
    /// Things to be handed over.
    gathered: Vec<String>,
    bytes: usize,
    /// How many bytes were handed over.
    handed_over: usize,
    pub(super) goes_on: bool,
    /// What is still to be asked about the things of one page of a list.
    pub(super) errands: VecDeque<Errand>,
    /// Whether something was not found.
    pub(super) missed: bool,
}

impl<'c, 'h> Walk<'c, 'h> {
    pub(super) fn of(context: &'c Context<'h>, input: ExportSpace, counts: ExportCounts) -> Self {
        Self {
            context,
            on_prem: is_on_prem(context),
            input,
            counts,
            requests: 0,
            gathered: Vec::new(),
            bytes: 0,
            handed_over: 0,
            goes_on: true,
            errands: VecDeque::new(),
            missed: false,
        }
    }

    pub(super) fn counts(&self) -> &ExportCounts {
        &self.counts
    }

    /// Whether it is time for a new call.
    pub(super) fn is_long(&self) -> bool {
        self.requests >= REQUESTS_OF_A_CALL || self.handed_over >= BYTES_OF_A_CALL
    }

    /// Whether somebody wants more.
    pub(super) fn goes_on(&self) -> bool {
        self.goes_on
    }

    /// Hands over one page of the list of a step, and everything that belongs to what is on it. Where that is much, it may
    /// stop on the page; then the next call goes on there.
    pub(super) fn list(&mut self, standing: &mut Standing) -> Result<(), Error> {
        let mut next = None;
        if standing.step == Step::Space {
            if self.wants(ExportKind::Properties) {
                let of = ExportedOwner { kind: ExportedKind::Space, id: standing.space.clone() };
                self.errands.push_back(Errand::new(Asked::Properties, &of));
            }
            while self.goes_on && !self.errands.is_empty() {
                self.run_errands()?;
            }
        } else if let Some(fields) = self.fields(&standing.space, standing.step)? {
            self.missed = false;
            let request = self.request_for(LISTS, fields.clone(), standing.cursor.as_deref())?;
            self.requests += 1;
            let response = self.context.send(&request)?;
            next = self.take_page(standing, &response)?;
            drop(response);
            if self.missed && self.goes_on {
                self.probe(fields)?;
            }
            if standing.after.is_some() {
                return Ok(());
            }
        }
        if let Some(next) = &next {
            standing.circle.leads_to(next)?;
        } else {
            standing.step = standing.step.next();
            standing.circle = Circle::default();
        }
        standing.cursor = next;
        Ok(())
    }

    /// Confluence says of a wrong credential too that something was not found. Then nothing was lost but time: the page is
    /// read again once the credential is good.
    fn probe(&mut self, mut fields: Fields) -> Result<(), Error> {
        fields.insert("limit".to_owned(), 1.into());
        let request = self.request_for(LISTS, fields, None)?;
        self.requests += 1;
        self.context.send(&request).map(|_| ())
    }

    /// Whether this kind of thing is to be handed over.
    pub(super) fn wants(&self, kind: ExportKind) -> bool {
        self.input.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind))
    }

    /// Whether what belongs to pages, or to blog posts, is to be handed over: of both where none of them is named.
    fn looks_into(&self, kind: ExportKind) -> bool {
        self.wants(kind) || !(self.wants(ExportKind::Pages) || self.wants(ExportKind::Blogposts))
    }

    /// What the list of a step is asked for; none where nothing of it is wanted.
    fn fields(&self, space: &str, step: Step) -> Result<Option<Fields>, Error> {
        let wants_comments = self.wants(ExportKind::FooterComments) || self.wants(ExportKind::InlineComments);
        let (kind, looks_into, with_bodies) = match step {
            Step::Blogposts => ("blogpost", self.looks_into(ExportKind::Blogposts), self.wants(ExportKind::Blogposts)),
            Step::Comments => ("comment", self.on_prem && wants_comments, true),
            _ => ("page", self.looks_into(ExportKind::Pages), self.wants(ExportKind::Pages)),
        };
        let children = [ExportKind::Attachments, ExportKind::Properties, ExportKind::Labels];
        let has_more = children.iter().any(|kind| self.wants(*kind)) || (!self.on_prem && wants_comments);
        let mut status = self.input.status.clone();
        if let Some(status) = status.as_mut().filter(|_| step == Step::Blogposts && !self.on_prem) {
            status.retain(|status| *status != ExportStatus::Archived);
        }
        if !looks_into || !(with_bodies || has_more) || status.as_ref().is_some_and(Vec::is_empty) {
            return Ok(None);
        }
        let mut fields = Fields::from_iter([
            ("type".to_owned(), kind.into()),
            (if self.on_prem { "spaceKey" } else { "spaceId" }.to_owned(), space.into()),
            ("status".to_owned(), serde_json::to_value(&status).unwrap_or_default()),
            ("limit".to_owned(), self.limit().into()),
        ]);
        let body = if with_bodies { self.body() } else { Value::Null };
        if !self.on_prem {
            fields.insert("bodyFormat".to_owned(), body);
            return Ok(Some(fields));
        }
        let mut asked = Fields::from_iter([("bodyFormat".to_owned(), body)]);
        if step == Step::Comments {
            asked.insert("expand".to_owned(), json!([COMMENT_BESIDE]));
        }
        let with_labels = step != Step::Comments && self.wants(ExportKind::Labels);
        asked.insert("includeLabels".to_owned(), with_labels.into());
        fields.extend(data_center::expand(asked)?);
        // A body that is left out is left over.
        fields.shift_remove("bodyFormat");
        Ok(Some(fields))
    }

    pub(super) fn body(&self) -> Value {
        match self.input.body_format {
            Some(ExportBody::None) => Value::Null,
            format => serde_json::to_value(format.unwrap_or(ExportBody::Storage)).unwrap_or_default(),
        }
    }

    pub(super) fn limit(&self) -> u32 {
        let most = if self.on_prem { data_center::LISTING.limit } else { LINKED.limit };
        self.input.limit.unwrap_or(most).min(most)
    }

    pub(super) fn request_for(
        &self,
        table: &[ActionRoute],
        mut fields: Fields,
        cursor: Option<&str>,
    ) -> Result<Request, Error> {
        if let Some(cursor) = cursor {
            if cursor.contains('?') {
                return Ok(Request::link(Method::Get, cursor).retry(Retry::Safe));
            }
            fields.insert("cursor".to_owned(), cursor.into());
        }
        self.context.request_among::<ExportSpace>(table, fields)
    }

    /// Hands over what is on a page of pages, blog posts or comments, with what belongs to it; where the list goes on. Once
    /// the call is long, nothing more of the page is begun, and what was begun is finished.
    fn take_page(&mut self, standing: &mut Standing, response: &Response) -> Result<Option<String>, Error> {
        let page = Listed::of(response)?;
        let after = standing.after.take();
        let through = page.results.iter().position(|record| after.is_some() && id(record) == after);
        let mut left = page.results[through.map_or(0, |at| at + 1)..].iter();
        let mut last = None;
        loop {
            while self.errands.len() < AT_ONCE && !(self.is_long() && last.is_some()) {
                let Some(record) = left.next() else { break };
                let of = match standing.step {
                    Step::Comments => self.take_comment(record)?,
                    Step::Blogposts => self.take_content(ExportedKind::Blogpost, ExportKind::Blogposts, record)?,
                    _ => self.take_content(ExportedKind::Page, ExportKind::Pages, record)?,
                };
                last = id(record).or(last);
                let errands = of.map(|of| self.children(&of)).unwrap_or_default();
                self.errands.extend(errands);
            }
            if self.errands.is_empty() || !self.goes_on {
                break;
            }
            self.run_errands()?;
        }
        self.errands.clear();
        self.flush();
        if !left.as_slice().is_empty() {
            standing.after = last;
        }
        Ok(page.next(false))
    }

    fn take_content(
        &mut self,
        kind: ExportedKind,
        wanted: ExportKind,
        record: &RawValue,
    ) -> Result<Option<ExportedOwner>, Error> {
        let of = id(record).map(|id| ExportedOwner { kind, id });
        if !self.on_prem {
            if self.wants(wanted) {
                self.hand_over(kind, None, record)?;
            }
            return Ok(of);
        }
        let mut record = read(record)?;
        data_center::content(&Fields::new(), &mut record);
        if self.wants(wanted) {
            self.hand_over(kind, None, &record)?;
        }
        if let Some(of) = &of {
            self.take_labels(of, &record)?;
        }
        Ok(of)
    }

    /// A comment of Data Center, from the list of all comments.
    fn take_comment(&mut self, record: &RawValue) -> Result<Option<ExportedOwner>, Error> {
        let mut comment = read(record)?;
        data_center::comment(&Fields::new(), &mut comment);
        let (kind, wanted) = match comment.pointer("/extensions/location").and_then(Value::as_str) {
            Some("inline" | "resolved") => (ExportedKind::InlineComment, ExportKind::InlineComments),
            _ => (ExportedKind::FooterComment, ExportKind::FooterComments),
        };
        let owners = [
            ("pageId", ExportedKind::Page, self.looks_into(ExportKind::Pages)),
            ("blogPostId", ExportedKind::Blogpost, self.looks_into(ExportKind::Blogposts)),
            ("attachmentId", ExportedKind::Attachment, self.wants(ExportKind::Attachments)),
        ];
        let found = owners.into_iter().find_map(|(name, kind, wanted)| Some((comment[name].as_str()?, kind, wanted)));
        if !self.wants(wanted) || found.is_some_and(|(_, _, wanted)| !wanted) {
            return Ok(None);
        }
        let parent = comment["parentCommentId"].as_str().map(|id| (id, kind));
        let of = parent.or(found.map(|(id, kind, _)| (id, kind)));
        let of = of.map(|(id, kind)| ExportedOwner { kind, id: id.to_owned() });
        self.hand_over(kind, of.as_ref(), &comment)?;
        Ok(id(record).map(|id| ExportedOwner { kind, id }))
    }

    /// The labels that Data Center gives with something.
    pub(super) fn take_labels(&mut self, of: &ExportedOwner, record: &Value) -> Result<(), Error> {
        let held = Held::of(record, "/metadata/labels");
        for label in &held.results {
            self.hand_over(ExportedKind::Label, Some(of), label)?;
        }
        if held.has_more {
            let cursor = Some(held.results.len().to_string());
            self.errands.push_back(Errand { cursor, ..Errand::new(Asked::Labels, of) });
        }
        Ok(())
    }

    pub(super) fn hand_over<R: Serialize>(
        &mut self,
        kind: ExportedKind,
        of: Option<&ExportedOwner>,
        record: R,
    ) -> Result<(), Error> {
        self.gather(&Exported { kind, of: of.cloned(), record: Some(record), missing: Vec::new(), error: None })
    }

    pub(super) fn gather<R: Serialize>(&mut self, item: &Exported<R>) -> Result<(), Error> {
        let text = serde_json::to_string(item)
            .map_err(|error| Error::new(ErrorKind::Internal, format!("an item has no JSON form: {error}")))?;
        self.counts.add(item.kind);
        self.bytes += text.len();
        self.gathered.push(text);
        if self.bytes > GATHERED {
            self.flush();
        }
        Ok(())
    }

    /// Hands over what was gathered.
    pub(super) fn flush(&mut self) {
        if !self.gathered.is_empty() {
            self.goes_on &= self.context.emit(&self.gathered);
            self.gathered.clear();
            self.handed_over += self.bytes;
            self.bytes = 0;
            self.context.report(self.counts.all(), None, "items");
        }
    }
}

pub(super) fn read(record: &RawValue) -> Result<Value, Error> {
    parse(record.get())
        .map_err(|error| Error::new(ErrorKind::Service, format!("the service's answer cannot be read: {error}")))
}
