use connector_sdk::serde_json::json;
use proptest::prelude::*;

use super::*;

fn made(filter: Value) -> Result<String, Error> {
    let Value::Object(fields) = filter else { unreachable!("an object is given") };
    Ok(ask(fields)?["cql"].as_str().unwrap().to_owned())
}

#[test]
fn fields_become_a_query() {
    for (filter, expected) in [
        (json!({"cql": "type = page"}), "type = page"),
        (json!({"text": "release"}), r#"text ~ "release""#),
        (json!({"type": ["page", "blogpost"], "title": "plan*"}), r#"title ~ "plan*" and type in (page, blogpost)"#),
        (json!({"spaceKeys": ["DOCS", "~ana"]}), r#"space in ("DOCS", "~ana")"#),
        (json!({"labels": ["a", "b"]}), r#"label = "a" and label = "b""#),
        (json!({"ancestor": "4096001"}), "ancestor = 4096001"),
        (json!({"creator": "712020:1"}), r#"creator = "712020:1""#),
        (json!({"mention": "currentUser()"}), "mention = currentUser()"),
        (json!({"contributor": "currentUser() or 1"}), r#"contributor = "currentUser() or 1""#),
        (
            json!({"createdAfter": "2026-05-27", "createdBefore": "2026-06-01 07:22"}),
            r#"created >= "2026-05-27" and created < "2026-06-01 07:22""#,
        ),
        (
            json!({"modifiedAfter": "-2w", "modifiedBefore": "2026-05-27T07:22:53", "order": "-modified"}),
            r#"lastmodified >= now("-2w") and lastmodified < "2026-05-27 07:22" order by lastmodified desc"#,
        ),
        (json!({"text": r#"a" or type = "b\"#}), r#"text ~ "a\" or type = \"b\\""#),
        (json!({"text": "two\nlines"}), r#"text ~ "two lines""#),
        (json!({"text": "a", "spaceKeys": [], "type": null}), r#"text ~ "a""#),
    ] {
        assert_eq!(made(filter.clone()).unwrap(), expected, "{filter}");
    }
}

#[test]
fn what_is_no_search_is_refused() {
    for (filter, problems) in [
        (json!({}), vec![]),
        (json!({"order": "title"}), vec![]),
        (json!({"spaceKeys": []}), vec![]),
        (json!({"cql": "type = page", "text": "a"}), vec!["/text"]),
        (json!({"ancestor": "1 or 1=1"}), vec!["/ancestor"]),
        (json!({"ancestor": ""}), vec!["/ancestor"]),
        (json!({"ancestor": 1}), vec!["/ancestor"]),
        (json!({"text": ["a"]}), vec!["/text"]),
        (json!({"type": "page"}), vec!["/type"]),
        (json!({"type": ["page) or (type = user"]}), vec!["/type"]),
        (json!({"text": "a", "order": "title, id"}), vec!["/order"]),
        (json!({"createdAfter": "yesterday"}), vec!["/createdAfter"]),
        (json!({"createdAfter": "2026-05"}), vec!["/createdAfter"]),
        (json!({"createdAfter": "2026-05-27 7:22"}), vec!["/createdAfter"]),
        (json!({"createdBefore": "2026-05-27T07:22:53.016Z"}), vec!["/createdBefore"]),
        (json!({"createdBefore": "2026-05-27x"}), vec!["/createdBefore"]),
        (json!({"modifiedAfter": "-w"}), vec!["/modifiedAfter"]),
        (json!({"modifiedAfter": "-2ww"}), vec!["/modifiedAfter"]),
        (json!({"modifiedAfter": "-2"}), vec!["/modifiedAfter"]),
        (json!({"modifiedBefore": "2026-05-27 07:22\" or \""}), vec!["/modifiedBefore"]),
    ] {
        let error = made(filter.clone()).unwrap_err();
        let at: Vec<&str> = error.problems.iter().map(|problem| problem.at.as_str()).collect();
        assert_eq!(at, problems, "{filter}");
    }
}

/// The values of an enumeration.
fn values<T: JsonSchema>() -> Vec<String> {
    let schema = schemars::schema_for!(T);
    let choices = schema.get("oneOf").unwrap().as_array().unwrap();
    choices.iter().map(|choice| choice["const"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_value_of_an_enumeration_is_known() {
    assert_eq!(values::<Searched>(), TYPES);
    assert_eq!(values::<SearchOrder>(), ORDERS.map(|(name, _)| name));
}

#[test]
fn every_field_of_a_filter_is_known_by_name() {
    let schema = schemars::schema_for!(Filter);
    let mut fields: Vec<&str> =
        schema.get("properties").unwrap().as_object().unwrap().keys().map(String::as_str).collect();
    let mut names = NAMES;
    fields.sort_unstable();
    names.sort_unstable();
    assert_eq!(fields, names);
}

/// The text of the quotation that a query begins with, and what follows it: as a reader of CQL has it.
fn read(query: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut letters = query.strip_prefix('"')?.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((text, &query[at + 2..])),
            '\\' => text.push(letters.next()?.1),
            letter => text.push(letter),
        }
    }
    None
}

fn any_text() -> impl Strategy<Value = String> {
    let nasty = prop::collection::vec(prop::sample::select(vec!["\"", "\\", " or ", "(", ")", "\n", "a", "'"]), 0..20);
    prop_oneof![any::<String>(), nasty.prop_map(|parts| parts.concat())]
}

proptest! {
    #[test]
    fn no_value_gets_out_of_its_quotation_marks(words in any_text(), key in any_text(), user in any_text()) {
        let plain = |text: &str| text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect::<String>();
        let query = made(json!({"text": words, "spaceKeys": [key], "creator": user})).unwrap();
        let (found, rest) = read(query.strip_prefix("text ~ ").unwrap()).unwrap();
        prop_assert_eq!(found, plain(&words));
        let (found, rest) = read(rest.strip_prefix(" and space in (").unwrap()).unwrap();
        prop_assert_eq!(found, plain(&key));
        let rest = rest.strip_prefix(") and creator = ").unwrap();
        if user == "currentUser()" {
            prop_assert_eq!(rest, "currentUser()");
        } else {
            let (found, rest) = read(rest).unwrap();
            prop_assert_eq!(found, plain(&user));
            prop_assert_eq!(rest, "");
        }
    }

    #[test]
    fn no_time_and_no_id_holds_more_than_itself(text in any_text()) {
        for name in ["createdAfter", "modifiedBefore", "ancestor"] {
            if let Ok(query) = made(json!({name: text})) {
                prop_assert!(query.chars().all(|letter| letter.is_ascii_alphanumeric() || " =<>-:\"()".contains(letter)));
            }
        }
    }
}
