use std::collections::BTreeMap;

use super::Runtime;
use super::establish::{auth_type, checked_name};
use crate::Error;
use crate::connection::ConnectionDraft;
use crate::form;
use crate::manifest::{AuthType, Manifest};

impl Runtime {
    /// Checks what was entered for a new connection so far, so that nobody is asked for a secret in vain. What is still
    /// missing is no matter.
    ///
    /// # Errors
    /// Where what was entered does not fit, the name is taken, or there is no such location.
    pub async fn check_entered(&self, draft: &ConnectionDraft) -> Result<(), Error> {
        let name = checked_name(&draft.name)?;
        if self.inner.store.connection(self.inner.tenant(), &name).await?.is_some() {
            return Err(Error::ConnectionExists { name });
        }
        let connector = self.connector(&draft.connector).await?;
        let manifest = &connector.manifest;
        let auth_type = auth_type(manifest, draft.auth_type.as_deref())?;
        let all: Vec<&str> = manifest.form(auth_type).map(|field| field.name.as_str()).collect();
        self.check_location(&draft.location).await?;
        // Where no choice fits all that was entered, it is found out once the choice is made.
        let Some(fields) = chosen(manifest, auth_type, draft) else { return Ok(()) };
        let filled = form::fill(manifest, auth_type, &fields, &draft.secrets, &all);
        filled.map(drop).map_err(|problems| Error::InvalidConnection { problems })
    }
}

/// What was entered, with the choices that are still open made so that the form asks for it.
fn chosen(manifest: &Manifest, auth_type: &AuthType, draft: &ConnectionDraft) -> Option<BTreeMap<String, String>> {
    let mut fields = draft.fields.clone();
    loop {
        let entered = manifest
            .form(auth_type)
            .filter(|field| fields.contains_key(&field.name) || draft.secrets.contains_key(&field.name));
        let mut open: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for condition in auth_type.when.iter().chain(entered.flat_map(|field| &field.when)) {
            if !fields.contains_key(&condition.field) {
                let fits = |value: &str| condition.values.iter().any(|fitting| fitting == value);
                let values = condition.values.iter().map(String::as_str);
                open.entry(&condition.field)
                    .and_modify(|values| values.retain(|value| fits(value)))
                    .or_insert_with(|| values.collect());
            }
        }
        if open.is_empty() {
            return Some(fields);
        }
        let made: Option<Vec<(String, String)>> =
            open.iter().map(|(field, values)| Some(((*field).to_owned(), (*values.first()?).to_owned()))).collect();
        fields.extend(made?);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn open_choices_are_made_for_what_was_entered() {
        let field = |name: &str, when: Value| {
            json!({"name": name, "label": name, "kind": "text", "required": false, "when": when, "advanced": false,
                "annotations": {}})
        };
        let when = |field: &str, values: &[&str]| json!([{"field": field, "values": values}]);
        let manifest: Manifest = serde_json::from_value(json!({
            "name": "n", "title": "N", "version": "1.0.0", "description": "", "endpoints": [], "actions": [], "annotations": {},
            "fields": [
                field("place", json!([])),
                field("kind", when("place", &["here"])),
                field("both", when("kind", &["x", "y"])),
                field("second", when("kind", &["y"])),
                field("third", when("kind", &["z"])),
            ],
            "authTypes": [{"name": "a", "label": "A", "fields": [], "when": [], "credential": "none", "annotations": {}}],
        }))
        .unwrap();
        let chosen = |names: &[&str]| {
            let draft = names.iter().fold(ConnectionDraft::new("c", "n"), |draft, name| draft.field(*name, "v"));
            super::chosen(&manifest, &manifest.auth_types[0], &draft)
                .map(|fields| ["kind", "place"].map(|name| fields.get(name).cloned().unwrap_or_default()))
        };
        assert_eq!(chosen(&[]), Some(["", ""].map(str::to_owned)));
        assert_eq!(chosen(&["both"]), Some(["x", "here"].map(str::to_owned)));
        assert_eq!(chosen(&["both", "second"]), Some(["y", "here"].map(str::to_owned)));
        assert_eq!(chosen(&["second", "third"]), None);
        let secret = ConnectionDraft::new("c", "n").secret("second", "s");
        let fields = super::chosen(&manifest, &manifest.auth_types[0], &secret).unwrap();
        assert_eq!(fields.get("kind").map(String::as_str), Some("y"));
    }
}
