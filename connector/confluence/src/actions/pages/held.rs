//! A page with its body, to be changed and written back.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{ActionRoute, Error, ErrorKind, Fields, Scopes};

use crate::actions::content::{READ_ON_PREM, Requests, UPDATE_ON_PREM};
use crate::actions::next_version::{next_version, number_of};
use crate::data_center;
use crate::form::CLOUD;

pub(super) const READ: &str = "GET /wiki/api/v2/pages/{id}?body-format={bodyFormat}";
pub(super) const WRITE: &str = "PUT /wiki/api/v2/pages/{id}";

pub(super) const READ_PAGE: Scopes = &[&["read:page:confluence"]];

/// Where Cloud says what a page has.
pub(super) const READ_ON_CLOUD: ActionRoute = ActionRoute::new(READ, READ_PAGE).when(CLOUD);

/// A page as it was read.
pub(super) struct Held {
    /// The page, in the shape of Cloud.
    pub(super) page: Value,
    format: &'static str,
}

/// What a page gets, and stays without.
#[derive(Default)]
pub(super) struct Next<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) parent_id: Option<&'a str>,
    /// In the representation in which the page was read, unless it has its own.
    pub(super) body: Option<&'a str>,
    pub(super) representation: Option<&'a str>,
    pub(super) message: Option<&'a str>,
}

impl Held {
    /// Reads a page with its body in a representation.
    pub(super) fn read(requests: Requests<'_>, id: &str, format: &'static str) -> Result<Self, Error> {
        let asked = Fields::from_iter([("id".to_owned(), id.into()), ("bodyFormat".to_owned(), format.into())]);
        if !requests.on_prem() {
            return Ok(Self { page: requests.send(READ, &asked)?.json()?, format });
        }
        let asked = data_center::expand(asked)?;
        let page: Value = requests.send(READ_ON_PREM.route, &asked)?.json()?;
        data_center::must_be("page", page["type"].as_str())?;
        Ok(Self::found(page, format, true))
    }

    /// The page of an answer that has its body.
    pub(super) fn found(mut page: Value, format: &'static str, on_prem: bool) -> Self {
        if on_prem {
            data_center::content(&Fields::new(), &mut page);
        }
        Self { page, format }
    }

    pub(super) fn id(&self) -> &str {
        self.page["id"].as_str().unwrap_or_default()
    }

    pub(super) fn title(&self) -> &str {
        self.page["title"].as_str().unwrap_or_default()
    }

    /// # Errors
    /// `service` where the page has none.
    pub(super) fn version(&self) -> Result<u64, Error> {
        number_of(&self.page, "page")
    }

    /// # Errors
    /// `service` where the page has none.
    pub(super) fn body(&self) -> Result<&str, Error> {
        self.page["body"][self.format]["value"]
            .as_str()
            .ok_or_else(|| Error::new(ErrorKind::Service, "Confluence answered with a page without its body"))
    }

    /// An update would bring back what is in the trash, and publish what is a draft.
    ///
    /// # Errors
    /// `invalid-input` where the page is not published.
    pub(super) fn must_be_current(&self, at: &str) -> Result<(), Error> {
        match self.page["status"].as_str() {
            None | Some("current") => Ok(()),
            Some(status) => {
                Err(Error::new(ErrorKind::InvalidInput, format!("the page is not published, but {status}"))
                    .problem(at, "must mean a published page")
                    .hint("Restore or publish it with `update-page`, or choose another"))
            }
        }
    }

    /// Writes the version after the one that was read.
    ///
    /// # Errors
    /// What Confluence answered, or why it did not; `conflict` where the page changed meanwhile.
    pub(super) fn write(&self, requests: Requests<'_>, next: &Next<'_>) -> Result<Value, Error> {
        let body = json!({
            "representation": next.representation.unwrap_or(self.format),
            "value": match next.body {
                Some(body) => body,
                None => self.body()?,
            },
        });
        let mut update = Fields::from_iter([
            ("id".to_owned(), self.id().into()),
            ("status".to_owned(), "current".into()),
            ("title".to_owned(), next.title.unwrap_or(self.title()).into()),
            ("version".to_owned(), next_version(self.version()?, next.message)),
        ]);
        let path = Fields::from_iter([("id".to_owned(), self.id().into())]);
        if !requests.on_prem() {
            update.insert("body".to_owned(), body);
            if let Some(parent) = next.parent_id {
                update.insert("parentId".to_owned(), parent.into());
            }
            return requests.send_json(WRITE, &path, &update)?.json();
        }
        update.insert("type".to_owned(), "page".into());
        update.insert("body".to_owned(), data_center::body(&body)?);
        if let Some(parent) = next.parent_id {
            update.insert("ancestors".to_owned(), json!([{ "id": parent }]));
        }
        let mut page: Value = requests.send_json(UPDATE_ON_PREM.route, &path, &update)?.json()?;
        data_center::content(&Fields::new(), &mut page);
        Ok(page)
    }
}

/// Whether an update may have failed because the page is another than the one that was read. Cloud does not say what it
/// answers then, so that the page has to be read again.
pub(super) fn may_be_overtaken(error: &Error) -> bool {
    matches!(error.kind, ErrorKind::Conflict | ErrorKind::InvalidInput)
}
