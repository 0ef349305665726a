//! Whether an attachment holds a file already. Confluence tells its size and no hash, so that the hash of what was uploaded
//! is kept in a content property of the attachment, with the number of the version that it is of.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{ActionRoute, Conditions, Error, ErrorKind, Fields, Level};

use super::upload::FIND_ON_PREM;
use crate::actions::content::Requests;
use crate::actions::next_version::{next_version, number_of};
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::id_text::id_text;

/// The content property that keeps the hash.
const KEY: &str = "file-sha256";

/// The inputs for which hashes are looked at.
const IF_CHANGED: Conditions = &[("ifExists", &["new-version-if-changed"])];

/// Where Cloud's second API lists attachments by name, for each kind of content that an id may be of.
const FIND: [&str; 3] = [
    "GET /wiki/api/v2/pages/{pageId}/attachments?filename={fileName}",
    "GET /wiki/api/v2/blogposts/{pageId}/attachments?filename={fileName}",
    "GET /wiki/api/v2/custom-content/{pageId}/attachments?filename={fileName}",
];
const GET: &str = "GET /wiki/api/v2/attachments/{id}/properties?key={key}";
const CREATE: &str = "POST /wiki/api/v2/attachments/{id}/properties";
const UPDATE: &str = "PUT /wiki/api/v2/attachments/{id}/properties/{propertyId}";
const GET_ON_PREM: &str = "GET /rest/api/content/{id}/property/{key}?expand=version";
const CREATE_ON_PREM: &str = "POST /rest/api/content/{id}/property";
const UPDATE_ON_PREM: &str = "PUT /rest/api/content/{id}/property/{key}";

/// The requests that this makes.
pub(super) const ROUTES: [ActionRoute; 9] = [
    ActionRoute::new(FIND[0], &[&["read:attachment:confluence"]]).when(CLOUD).given(IF_CHANGED),
    ActionRoute::new(FIND[1], &[&["read:attachment:confluence"]]).when(CLOUD).given(IF_CHANGED),
    ActionRoute::new(FIND[2], &[&["read:attachment:confluence"]]).when(CLOUD).given(IF_CHANGED),
    ActionRoute::new(GET, &[&["read:attachment:confluence"]]).when(CLOUD).given(IF_CHANGED),
    ActionRoute::new(CREATE, &[&["read:attachment:confluence", "write:attachment:confluence"]])
        .when(CLOUD)
        .given(IF_CHANGED),
    ActionRoute::new(UPDATE, &[&["read:attachment:confluence", "write:attachment:confluence"]])
        .when(CLOUD)
        .given(IF_CHANGED),
    ActionRoute::new(GET_ON_PREM, data_center::READ).when(ON_PREM).given(IF_CHANGED),
    ActionRoute::new(CREATE_ON_PREM, data_center::WRITE).when(ON_PREM).given(IF_CHANGED),
    ActionRoute::new(UPDATE_ON_PREM, data_center::WRITE).when(ON_PREM).given(IF_CHANGED),
];

/// An attachment of the name of a file.
pub(super) struct Existing {
    pub(super) id: String,
    /// As the second API of Cloud has it.
    pub(super) found: Value,
}

impl Existing {
    /// Finds it.
    ///
    /// # Errors
    /// What Confluence answered, or why it did not. That there is no such content is for the upload to say.
    pub(super) fn find(requests: Requests<'_>, asked: &Fields, file_name: &str) -> Result<Option<Self>, Error> {
        let mut asked = asked.clone();
        let on_prem = requests.on_prem();
        if on_prem {
            asked.insert("expand".to_owned(), data_center::ATTACHMENT.into());
        }
        for route in if on_prem { &[FIND_ON_PREM][..] } else { &FIND[..] } {
            let mut page: Value = match requests.send(route, &asked) {
                Ok(response) => response.json()?,
                Err(error) if error.kind == ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            let results = page["results"].as_array_mut();
            let Some(found) = results.into_iter().flatten().find(|result| result["title"] == file_name) else {
                return Ok(None);
            };
            let mut found = found.take();
            if on_prem {
                data_center::attachment(&Fields::new(), &mut found);
            }
            let Some(id) = id_text(&found["id"]) else { return Ok(None) };
            return Ok(Some(Self { id, found }));
        }
        Ok(None)
    }

    /// Whether it holds a file of this size and hash.
    pub(super) fn holds(&self, size: u64, sha256: &str, kept: Option<&Value>) -> bool {
        let value = kept.map_or(&Value::Null, |property| &property["value"]);
        let version = &self.found["version"]["number"];
        // Data Center says sizes as text in some versions.
        let has = id_text(&self.found["fileSize"]);
        has.is_some_and(|has| has == size.to_string())
            && version.is_u64()
            && value["version"] == *version
            && value["sha256"] == sha256
    }
}

/// The property that an attachment has.
///
/// # Errors
/// What Confluence answered, or why it did not.
pub(super) fn kept(requests: Requests<'_>, id: &str) -> Result<Option<Value>, Error> {
    let on_prem = requests.on_prem();
    let asked = Fields::from_iter([("id".to_owned(), id.into()), ("key".to_owned(), KEY.into())]);
    match requests.send(if on_prem { GET_ON_PREM } else { GET }, &asked) {
        Ok(response) if on_prem => response.json().map(Some),
        Ok(response) => Ok(response.json::<Value>()?.pointer_mut("/results/0").map(Value::take)),
        Err(error) if on_prem && error.kind == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Keeps the hash of what was uploaded. Where that fails the file is there all the same, and the next upload is not skipped.
pub(super) fn keep(requests: Requests<'_>, uploaded: &Value, sha256: &str, kept: Option<&Value>) {
    if let Err(error) = set(requests, uploaded, sha256, kept) {
        let message = "the file was uploaded, but its hash could not be kept, so that the next upload is not skipped";
        requests.context().log(Level::Warn, message, &[("error".to_owned(), error.message)]);
    }
}

fn set(requests: Requests<'_>, uploaded: &Value, sha256: &str, kept: Option<&Value>) -> Result<(), Error> {
    let value = json!({ "sha256": sha256, "version": number_of(uploaded, "attachment")? });
    let key = ("key".to_owned(), Value::from(KEY));
    let mut property = Fields::from_iter([key.clone(), ("value".to_owned(), value)]);
    let mut path = Fields::from_iter([key, ("id".to_owned(), uploaded["id"].clone())]);
    let mut route = [CREATE, CREATE_ON_PREM];
    if let Some(kept) = kept {
        property.insert("version".to_owned(), next_version(number_of(kept, "property")?, None));
        path.insert("propertyId".to_owned(), kept["id"].clone());
        route = [UPDATE, UPDATE_ON_PREM];
    }
    requests.send_json(route[usize::from(requests.on_prem())], &path, &property).map(drop)
}
