//! The key that another system has for a page, in a content property of the page.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Error, ErrorKind, Fields};

use super::find::LIST_ON_PREM;
use super::{ATTEMPTS, Upsert};

pub(super) const GET: &str = "GET /wiki/api/v2/pages/{id}/properties?key={key}";
pub(super) const SET: &str = "POST /wiki/api/v2/pages/{id}/properties";
pub(super) const SEARCH: &str =
    "GET /wiki/rest/api/content/search?cql={cql}&expand={expand}&cursor={cursor}&limit={limit}";
pub(super) const GET_ON_PREM: &str = "GET /rest/api/content/{id}/property/{key}";
pub(super) const SET_ON_PREM: &str = "POST /rest/api/content/{id}/property";

/// How many pages are looked at with one request.
const LOOKED_AT: u32 = 100;

impl Upsert<'_> {
    /// The name of the property.
    fn property(&self) -> &str {
        self.input.external_key_property.as_deref().unwrap_or("external-key")
    }

    /// The key that a page has.
    pub(super) fn key(&self, id: &str) -> Result<Option<String>, Error> {
        let asked = Fields::from_iter([("id".to_owned(), id.into()), ("key".to_owned(), self.property().into())]);
        if self.requests.on_prem() {
            return match self.requests.send(GET_ON_PREM, &asked) {
                Ok(response) => Ok(text(&response.json::<Value>()?["value"])),
                Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error),
            };
        }
        let found: Value = self.requests.send(GET, &asked)?.json()?;
        Ok(text(&found["results"][0]["value"]))
    }

    /// The id of the page that has a key. Confluence finds nothing by properties of pages, so that those of all pages of
    /// the space, or below the parent, are looked at.
    pub(super) fn by_key(&self, space: &Fields, wanted: &str) -> Result<Option<String>, Error> {
        let on_prem = self.requests.on_prem();
        let mut asked = if on_prem { space.clone() } else { Fields::new() };
        if !on_prem {
            let space = self.input.space_key.as_deref().unwrap_or_default().replace(['\\', '"'], "");
            asked.insert("cql".to_owned(), format!("type = page and space = \"{space}\"").into());
        }
        asked.insert("expand".to_owned(), format!("metadata.properties.{}", self.property()).into());
        asked.insert("limit".to_owned(), LOOKED_AT.into());
        let mut seen = 0_usize;
        loop {
            let route = if on_prem { LIST_ON_PREM } else { SEARCH };
            let page: Value = self.requests.send(route, &asked)?.json()?;
            let results = page["results"].as_array().map_or(&[][..], Vec::as_slice);
            let has_key = |content: &&Value| {
                let property = &content["metadata"]["properties"][self.property()];
                text(&property["value"]).as_deref() == Some(wanted)
            };
            if let Some(found) = results.iter().find(has_key) {
                return Ok(text(&found["id"]));
            }
            seen += results.len();
            let next = page["_links"]["next"].as_str();
            let cursor = match (on_prem, next) {
                (_, None) => return Ok(None),
                (true, Some(_)) => Value::from(seen.to_string()),
                (false, Some(next)) => match cursor(next) {
                    Some(cursor) => cursor.into(),
                    None => return Ok(None),
                },
            };
            if results.is_empty() || asked.insert("cursor".to_owned(), cursor.clone()) == Some(cursor) {
                return Ok(None);
            }
        }
    }

    /// Gives a page the key; whether it had it not.
    pub(super) fn set_key(&self, id: &str) -> Result<bool, Error> {
        let Some(wanted) = &self.input.external_key else { return Ok(false) };
        let mut attempt = 1;
        loop {
            if self.key(id)?.as_ref() == Some(wanted) {
                // The first look was at what was there before; a later one at what a write left.
                return Ok(attempt > 1);
            }
            let path = Fields::from_iter([("id".to_owned(), id.into())]);
            let property = json!({ "key": self.property(), "value": wanted });
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

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The cursor in the link to the next page.
fn cursor(link: &str) -> Option<String> {
    let (_, query) = link.split_once('?')?;
    let value = query.split('&').find_map(|pair| pair.strip_prefix("cursor="))?;
    percent_encoding::percent_decode_str(value).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}
