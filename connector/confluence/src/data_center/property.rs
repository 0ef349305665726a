use connector_sdk::serde_json::Value;
use connector_sdk::{Error, Fields};

use super::content::version;

/// Makes a property what Cloud's second API has: its version says `createdAt` and `authorId`.
pub(crate) fn property(_: &Fields, property: &mut Value) {
    if let Some(found) = property.get_mut("version") {
        version(&Fields::new(), found);
    }
}

/// The update of a property: its key stands in the path and in the body, where its own id stands as `id`.
pub(crate) fn property_update(mut fields: Fields) -> Result<Fields, Error> {
    for (from, to) in [("id", "of"), ("propertyId", "id")] {
        if let Some(value) = fields.shift_remove(from) {
            fields.insert(to.to_owned(), value);
        }
    }
    if let Some(key) = fields.get("key").cloned() {
        fields.insert("name".to_owned(), key);
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use connector_sdk::serde_json::json;

    use super::*;

    #[test]
    fn a_version_says_who_and_when_as_on_cloud() {
        let mut answer = json!({
            "key": "a", "value": {"b": 1},
            "version": {"number": 2, "when": "2026-02-02T03:04:05.000Z", "by": {"userKey": "k1"}},
        });
        property(&Fields::new(), &mut answer);
        assert_eq!(answer["version"]["createdAt"], "2026-02-02T03:04:05.000Z");
        assert_eq!(answer["version"]["authorId"], "k1");
        assert_eq!(answer["version"]["number"], 2);
    }

    #[test]
    fn what_is_no_property_stays_as_it_is() {
        for answer in [json!(null), json!({"key": "a"}), json!({"version": 1})] {
            let mut changed = answer.clone();
            property(&Fields::new(), &mut changed);
            assert_eq!(changed, answer);
        }
    }

    #[test]
    fn an_update_says_whose_property_it_is_in_the_path() {
        for (fields, expected) in [
            (
                json!({"id": "7", "propertyId": "9", "key": "a", "value": 1}),
                json!({"of": "7", "id": "9", "key": "a", "name": "a", "value": 1}),
            ),
            (json!({"id": "DOCS", "key": "a"}), json!({"of": "DOCS", "key": "a", "name": "a"})),
        ] {
            let Value::Object(fields) = fields else { unreachable!("an object") };
            assert_eq!(Value::Object(property_update(fields).unwrap()), expected);
        }
    }
}
