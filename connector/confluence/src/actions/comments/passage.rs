use connector_sdk::serde_json::Value;

/// What stands between blocks: no passage reaches from one into the next.
const BLOCK_END: char = '\0';

/// How often a text occurs in a document in the Atlassian Document Format, as a reader sees it.
pub(super) fn occurrences(document: &Value, text: &str) -> usize {
    let text = one_space(text);
    if text.is_empty() {
        return 0;
    }
    let mut seen = String::new();
    collect(document, &mut seen);
    seen.split(BLOCK_END).map(|block| one_space(block).matches(&text).count()).sum()
}

fn collect(node: &Value, seen: &mut String) {
    let kind = node.get("type").and_then(Value::as_str).unwrap_or_default();
    match kind {
        "text" => seen.push_str(node.get("text").and_then(Value::as_str).unwrap_or_default()),
        // These show a text that stands in their attributes.
        "mention" | "emoji" | "status" => {
            seen.push_str(node.pointer("/attrs/text").and_then(Value::as_str).unwrap_or_default());
        }
        "hardBreak" => seen.push(' '),
        _ => {
            let content = node.get("content").and_then(Value::as_array);
            for inner in content.into_iter().flatten() {
                collect(inner, seen);
            }
            seen.push(BLOCK_END);
        }
    }
}

/// Readers see any run of white space as one space.
fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use connector_sdk::serde_json::json;

    use super::*;

    #[test]
    fn text_is_counted_as_a_reader_sees_it() {
        let text = |text: &str| json!({"type": "text", "text": text});
        let strong = json!({"type": "text", "text": "ship", "marks": [{"type": "strong"}]});
        let document = json!({"type": "doc", "version": 1, "content": [
            {"type": "heading", "content": [text("We ship"), {"type": "hardBreak"}, text("in  June")]},
            {"type": "paragraph", "content": [strong, text(" in June, and ship in June again.")]},
            {"type": "bulletList", "content": [
                {"type": "listItem", "content": [{"type": "paragraph", "content": [text("ship")]}]},
                {"type": "listItem", "content": [{"type": "paragraph", "content": [text("in June")]}]},
            ]},
            {"type": "paragraph", "content": [
                text("Ask "),
                {"type": "mention", "attrs": {"id": "1", "text": "@Ana"}},
                text(" about the plan."),
            ]},
            {"type": "rule"},
        ]});
        for (passage, count) in [
            ("ship in June", 3),
            ("ship in", 3),
            ("June", 4),
            ("Ask @Ana about", 1),
            ("ship  in\nJune, and", 1),
            ("in May", 0),
            ("June ship", 0),
            (" ", 0),
        ] {
            assert_eq!(occurrences(&document, passage), count, "{passage}");
        }
    }

    #[test]
    fn what_is_no_document_holds_nothing() {
        for document in [json!(null), json!([]), json!({"type": "doc", "content": 1})] {
            assert_eq!(occurrences(&document, "a"), 0, "{document}");
        }
    }
}
