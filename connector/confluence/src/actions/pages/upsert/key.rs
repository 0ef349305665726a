//! The key that another system has for a page, in a content property of the page.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, Error, ErrorKind, Fields, Paging};

use super::find::LIST_ON_PREM;
use super::{ATTEMPTS, Upsert};
use crate::actions::COUNTED;
use crate::actions::content::Requests;
use crate::actions::properties::SetProperty;
use crate::cql;
use crate::data_center;
use crate::id_text::id_text;

pub(super) const GET: &str = "GET /wiki/api/v2/pages/{id}/properties?key={key}";
pub(super) const SET: &str = "POST /wiki/api/v2/pages/{id}/properties";
pub(super) const SEARCH: &str =
    "GET /wiki/rest/api/content/search?cql={cql}&expand={expand}&cursor={cursor}&limit={limit}";
pub(super) const GET_ON_PREM: &str = "GET /rest/api/content/{id}/property/{key}";
pub(super) const SET_ON_PREM: &str = "POST /rest/api/content/{id}/property";

/// What sets another key, see [`SetProperty`].
pub(super) const RENAME: &str = "PUT /wiki/api/v2/pages/{id}/properties/{propertyId}";
pub(super) const RENAME_ON_PREM: &str = "PUT /rest/api/content/{id}/property/{key}?expand=version";

/// How many pages are looked at with one request.
const LOOKED_AT: u32 = 100;

impl Upsert<'_> {
    /// The name of the property.
    fn property(&self) -> &str {
        self.input.external_key_property.as_deref().unwrap_or("external-key")
    }

    /// The key that a page has.
    pub(super) fn key(&self, id: &str) -> Result<Option<String>, Error> {
        key_of(self.requests, id, self.property())
    }

    /// The id of the page that has a key. Confluence finds nothing by properties of pages, so that those of all pages of
    /// the space, or below the parent, are looked at.
    pub(super) fn by_key(&self, space: &Fields, wanted: &str) -> Result<Option<String>, Error> {
        let mut found = None;
        let key = self.input.space_key.as_deref().unwrap_or_default();
        each_key(self.requests, space, key, self.property(), &mut |id, key, _| {
            if key == wanted {
                found = Some(id);
            }
            found.is_none()
        })?;
        Ok(found)
    }

    /// Gives a page the key; whether it had it not.
    pub(super) fn set_key(&self, id: &str) -> Result<bool, Error> {
        let Some(wanted) = &self.input.external_key else { return Ok(false) };
        if self.known.id == Some(id) {
            return Ok(false);
        }
        let mut attempt = 1;
        loop {
            if self.key(id)?.as_ref() == Some(wanted) {
                // The first look was at what was there before; a later one at what a write left.
                return Ok(attempt > 1);
            }
            let path = Fields::from_iter([("id".to_owned(), id.into())]);
            let property = json!({ "key": self.property(), "value": wanted });
            if self.is_left(id) {
                let of_page = path.into_iter().chain(property.as_object().cloned().unwrap_or_default());
                return SetProperty::perform(self.requests.context(), of_page.collect()).map(|_| true);
            }
            let route = if self.requests.on_prem() { SET_ON_PREM } else { SET };
            match self.requests.send_json(route, &path, &property) {
                Ok(_) => return Ok(true),
                // A page that is new may be busy.
                Err(error) if error.kind == ErrorKind::Conflict && attempt < ATTEMPTS => attempt += 1,
                Err(error) => return Err(error),
            }
        }
    }
}

/// The key that a page has in a property.
///
/// # Errors
/// What Confluence answered, or why it did not; `not-found` where Cloud has no such page.
pub(in crate::actions) fn key_of(requests: Requests<'_>, id: &str, property: &str) -> Result<Option<String>, Error> {
    let asked = Fields::from_iter([("id".to_owned(), id.into()), ("key".to_owned(), property.into())]);
    if requests.on_prem() {
        return match requests.send(GET_ON_PREM, &asked) {
            Ok(response) => Ok(text(&response.json::<Value>()?["value"])),
            Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        };
    }
    let found: Value = requests.send(GET, &asked)?.json()?;
    Ok(text(&found["results"][0]["value"]))
}

/// The key in the value of a property: the value itself, or its `key` where more is kept beside it.
fn text(value: &Value) -> Option<String> {
    id_text(value).or_else(|| id_text(&value["key"]))
}

/// Tells the id of each page of a space that has a key in a property, the key and the value that has it, until `told` has
/// enough.
///
/// # Errors
/// What Confluence answered, or why it did not.
pub(in crate::actions) fn each_key(
    requests: Requests<'_>,
    space: &Fields,
    space_key: &str,
    property: &str,
    told: &mut dyn FnMut(String, String, &Value) -> bool,
) -> Result<(), Error> {
    let (route, paging) = if requests.on_prem() { (LIST_ON_PREM, data_center::LISTING) } else { (SEARCH, COUNTED) };
    let mut asked = space.clone();
    if !requests.on_prem() {
        let pages = [("type".to_owned(), json!(["page"])), ("spaceKeys".to_owned(), json!([space_key]))];
        asked = cql::ask(pages.into_iter().collect())?;
    }
    asked.insert("expand".to_owned(), format!("metadata.properties.{property}").into());
    asked.insert("limit".to_owned(), LOOKED_AT.into());
    let request = |cursor: Option<&str>| {
        let mut asked = asked.clone();
        asked.insert("cursor".to_owned(), cursor.into());
        requests.request(route, &asked)
    };
    let paging = Paging { keep: &["expand"], counted: requests.on_prem(), ..paging };
    paging.each_page(requests.context(), &asked, None, &request, &mut |page| {
        let results: Vec<Value> = page.read()?;
        for content in &results {
            let value = &content["metadata"]["properties"][property]["value"];
            if let (Some(id), Some(key)) = (id_text(&content["id"]), text(value))
                && !told(id, key, value)
            {
                return Ok(false);
            }
        }
        Ok(true)
    })
}
