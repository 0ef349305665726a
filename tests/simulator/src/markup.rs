//! The little that the simulator knows about body formats.

use serde_json::{Value, json};

/// Spells storage as Confluence hands it back: an empty element gets a space before its slash.
pub(crate) fn normalise_storage(storage: &str) -> String {
    let mut out = String::with_capacity(storage.len());
    let mut in_tag = false;
    let mut rest = storage;
    while let Some(letter) = rest.chars().next() {
        if !in_tag && rest.starts_with("<![CDATA[") {
            let end = rest.find("]]>").map_or(rest.len(), |at| at + 3);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        match letter {
            '<' => in_tag = true,
            '>' => in_tag = false,
            '/' if in_tag && rest.starts_with("/>") && !out.ends_with([' ', '<']) => out.push(' '),
            _ => {}
        }
        out.push(letter);
        rest = &rest[letter.len_utf8()..];
    }
    out
}

/// Returns the text of storage: tags become spaces, the five XML entities are decoded.
pub(crate) fn storage_text(storage: &str) -> String {
    let mut text = String::with_capacity(storage.len());
    let mut in_tag = false;
    for letter in storage.chars() {
        match letter {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                text.push(' ');
            }
            _ if !in_tag => text.push(letter),
            _ => {}
        }
    }
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !words.contains('&') {
        return words;
    }
    words
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

/// Wraps text in the smallest Atlassian document, as the JSON string that the API carries.
pub(crate) fn document_of(text: &str) -> String {
    let content = if text.is_empty() {
        json!([])
    } else {
        json!([{"type": "paragraph", "content": [{"type": "text", "text": text}]}])
    };
    json!({"type": "doc", "version": 1, "content": content}).to_string()
}

/// Tells whether a value is an Atlassian document.
pub(crate) fn is_document(value: &str) -> bool {
    serde_json::from_str::<Value>(value)
        .is_ok_and(|value| value["type"] == "doc" && value["version"].is_u64() && value["content"].is_array())
}

/// Returns the text of an Atlassian document.
pub(crate) fn document_text(document: &str) -> String {
    let mut words = Vec::new();
    if let Ok(value) = serde_json::from_str(document) {
        gather(&value, &mut words);
    }
    words.join(" ")
}

/// Wraps text in one storage paragraph.
pub(crate) fn paragraph(text: &str) -> String {
    format!("<p>{}</p>", text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

/// Is a task in storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TaskElement {
    pub(crate) local: String,
    pub(crate) done: bool,
    pub(crate) body: String,
    /// The account id in the first mention of its text.
    pub(crate) assignee: Option<String>,
}

/// Returns the tasks in storage in their order.
pub(crate) fn tasks(storage: &str) -> Vec<TaskElement> {
    let pieces = storage.split("<ac:task>").skip(1);
    let elements = pieces.filter_map(|piece| {
        let piece = piece.split("</ac:task>").next()?;
        let body = between(piece, "<ac:task-body>", "</ac:task-body>")?;
        Some(TaskElement {
            local: between(piece, "<ac:task-id>", "</ac:task-id>")?.trim().to_owned(),
            done: between(piece, "<ac:task-status>", "</ac:task-status>")?.trim() == "complete",
            body: body.to_owned(),
            assignee: between(body, "ri:account-id=\"", "\"").map(str::to_owned),
        })
    });
    elements.collect()
}

/// Is a macro in storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MacroElement {
    pub(crate) name: String,
    pub(crate) body: String,
    /// Names and values.
    pub(crate) parameters: Vec<(String, String)>,
}

/// Returns the macro with an id; macros inside macros are not looked for.
pub(crate) fn find_macro(storage: &str, id: &str) -> Option<MacroElement> {
    let pieces = storage.split("<ac:structured-macro ").skip(1);
    pieces.filter(|_| !id.is_empty()).find_map(|piece| {
        let (head, rest) = piece.split_once('>')?;
        if between(head, "ac:macro-id=\"", "\"") != Some(id) {
            return None;
        }
        let whole = rest.split("</ac:structured-macro>").next()?;
        let rich = between(whole, "<ac:rich-text-body>", "</ac:rich-text-body>");
        let plain = || between(whole, "<ac:plain-text-body><![CDATA[", "]]></ac:plain-text-body>");
        let parameters = whole.split("<ac:parameter ").skip(1).filter_map(|piece| {
            let (head, rest) = piece.split_once('>')?;
            let name = between(head, "ac:name=\"", "\"")?;
            Some((name.to_owned(), rest.split("</ac:parameter>").next()?.to_owned()))
        });
        Some(MacroElement {
            name: between(head, "ac:name=\"", "\"")?.to_owned(),
            body: rich.or_else(plain).unwrap_or_default().to_owned(),
            parameters: parameters.collect(),
        })
    })
}

/// Tells whether storage or a document mentions an account.
pub(crate) fn mentions(text: &str, account: &str) -> bool {
    text.contains(&format!("ri:account-id=\"{account}\"")) || text.contains(&format!("\"id\":\"{account}\""))
}

/// Checks a task in storage or takes the check away; without such a task nothing changes.
pub(crate) fn with_task(storage: &str, local: &str, done: bool) -> String {
    let pieces = storage.split_inclusive("</ac:task>").map(|piece| {
        let own = between(piece, "<ac:task-id>", "</ac:task-id>").is_some_and(|id| id.trim() == local);
        match between(piece, "<ac:task-status>", "</ac:task-status>").filter(|_| own) {
            Some(status) => {
                let before = format!("<ac:task-status>{status}</ac:task-status>");
                let status = if done { "complete" } else { "incomplete" };
                piece.replace(&before, &format!("<ac:task-status>{status}</ac:task-status>"))
            }
            None => piece.to_owned(),
        }
    });
    pieces.collect()
}

/// Returns what stands between two texts, the first time.
pub(crate) fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end)?.0)
}

fn gather(node: &Value, words: &mut Vec<String>) {
    if let Some(text) = node["text"].as_str() {
        words.push(text.to_owned());
    }
    for child in node["content"].as_array().into_iter().flatten() {
        gather(child, words);
    }
}

#[cfg(test)]
mod tests {
    use super::{document_of, document_text, is_document, normalise_storage, storage_text, tasks};

    #[test]
    fn finds_tasks_and_those_they_mention() {
        let found = tasks(
            "<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>\
             <ri:user ri:account-id=\"a:1\" /> now</ac:task-body></ac:task><ac:task><ac:task-id>2</ac:task-id>\
             <ac:task-status>incomplete</ac:task-status><ac:task-body>later</ac:task-body></ac:task></ac:task-list>",
        );
        let seen: Vec<_> =
            found.iter().map(|task| (task.local.as_str(), task.done, task.assignee.as_deref())).collect();
        assert_eq!(seen, [("1", true, Some("a:1")), ("2", false, None)]);
    }

    #[test]
    fn spaces_out_empty_elements_only() {
        assert_eq!(normalise_storage("<p>a/b</p><br/><hr />"), "<p>a/b</p><br /><hr />");
        assert_eq!(normalise_storage("<![CDATA[<br/>]]><ri:page x=\"/\"/>"), "<![CDATA[<br/>]]><ri:page x=\"/\" />");
    }

    #[test]
    fn keeps_the_text_of_both_formats() {
        assert_eq!(storage_text("<p>a &amp; b</p><p>c</p>"), "a & b c");
        assert!(is_document(&document_of("a")));
        assert_eq!(document_text(&document_of("a & b")), "a & b");
    }
}
