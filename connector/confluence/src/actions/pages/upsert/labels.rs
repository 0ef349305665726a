//! The labels that a page must have.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Error, Fields, Scopes as ScopeSets};

use super::Upsert;
use crate::actions::LINKED;
use crate::data_center;

pub(super) const LIST: &str = "GET /wiki/api/v2/pages/{id}/labels?limit=250&cursor={cursor}";
pub(super) const ADD: &str = "POST /wiki/rest/api/content/{id}/label";
pub(super) const LIST_ON_PREM: &str = "GET /rest/api/content/{id}/label?limit=200&start={cursor}";
pub(super) const ADD_ON_PREM: &str = "POST /rest/api/content/{id}/label";

/// What adding labels needs on Cloud.
pub(super) const SCOPES: ScopeSets =
    &[&["write:confluence-content"], &["read:label:confluence", "write:label:confluence"]];

impl Upsert<'_> {
    /// Adds the labels that a page has not; whether there are such.
    pub(super) fn add_labels(&self, id: &str, is_new: bool) -> Result<bool, Error> {
        let mut missing: Vec<&String> = self.input.labels.iter().flatten().collect();
        if missing.is_empty() {
            return Ok(false);
        }
        let on_prem = self.requests.on_prem();
        let path = Fields::from_iter([("id".to_owned(), id.into())]);
        if !is_new {
            let (list, paging) = if on_prem { (LIST_ON_PREM, data_center::LISTING) } else { (LIST, LINKED) };
            let request = |cursor: Option<&str>| {
                let mut asked = path.clone();
                asked.insert("cursor".to_owned(), cursor.into());
                self.requests.request(list, &asked)
            };
            paging.each_page(self.requests.context(), &path, None, &request, &mut |page| {
                let labels: Vec<Value> = page.read()?;
                let has = |name: &str| {
                    labels.iter().any(|label| {
                        let is_global = label["prefix"].as_str().is_none_or(|prefix| prefix == "global");
                        is_global && label["name"].as_str().is_some_and(|found| found.eq_ignore_ascii_case(name))
                    })
                };
                missing.retain(|name| !has(name));
                Ok(!missing.is_empty())
            })?;
        }
        if missing.is_empty() {
            return Ok(false);
        }
        let labels: Vec<Value> = missing.iter().map(|name| json!({ "prefix": "global", "name": name })).collect();
        self.requests.send_json(if on_prem { ADD_ON_PREM } else { ADD }, &path, &labels)?;
        Ok(true)
    }
}
