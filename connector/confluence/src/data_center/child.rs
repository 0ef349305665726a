use connector_sdk::Fields;
use connector_sdk::serde_json::Value;

use super::content::{add, content};

/// Makes a page in a list of children or descendants what Cloud's second API has: as [`content`], and `childPosition`.
pub(crate) fn child(asked: &Fields, page: &mut Value) {
    content(asked, page);
    let position = page.pointer("/extensions/position").filter(|position| position.is_i64()).cloned();
    if let Some(fields) = page.as_object_mut() {
        add(fields, "childPosition", position);
    }
}

#[cfg(test)]
mod tests {
    use connector_sdk::serde_json::json;

    use super::*;

    #[test]
    fn a_position_is_a_number_or_absent() {
        for (extensions, expected) in [(json!({"position": 3}), Some(json!(3))), (json!({"position": "none"}), None)] {
            let mut page = json!({"id": "1", "space": {"id": 3, "key": "DOCS"}, "extensions": extensions});
            child(&Fields::new(), &mut page);
            assert_eq!(page.get("childPosition"), expected.as_ref());
            assert_eq!(page["spaceId"], "3");
        }
    }
}
