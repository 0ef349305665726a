use connector_sdk::serde_json::{Map, Value};
use connector_sdk::{Response, parse};

/// The most characters of the service's own words in a message.
const LONGEST: usize = 400;

/// The words of an answer.
#[derive(Default)]
pub(super) struct Said {
    pub(super) message: Option<String>,
    pub(super) code: Option<String>,
    /// A web page: nothing in it is meant for us.
    pub(super) is_page: bool,
    /// Not an answer of Confluence's API, which always says something: nothing, or what Atlassian's gateway says.
    pub(super) is_bare: bool,
}

impl Said {
    pub(super) fn says(&self, words: &str) -> bool {
        self.message.as_deref().is_some_and(|message| message.contains(words))
    }

    pub(super) fn of(response: &Response) -> Self {
        let bytes = response.bytes();
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Self { is_bare: true, ..Self::default() };
        }
        match str::from_utf8(bytes).ok().and_then(|text| parse(text).ok()) {
            Some(Value::Object(fields)) => return Self::in_json(&fields),
            Some(_) => return Self::default(),
            None => {}
        }
        let text = String::from_utf8_lossy(bytes);
        let is_page = text.trim_start().starts_with('<')
            || response.header("content-type").is_some_and(|media_type| media_type.starts_with("text/html"));
        Self { message: if is_page { None } else { tidy(&text) }, is_page, ..Self::default() }
    }

    /// Reads v2's `errors`, v1's and Data Center's `message`, and the `message` of Atlassian's gateway.
    fn in_json(fields: &Map<String, Value>) -> Self {
        if let Some(Value::Array(errors)) = fields.get("errors")
            && !errors.is_empty()
        {
            let messages: Vec<String> = errors.iter().filter_map(one_error).collect();
            let code = errors.iter().find_map(|error| error.get("code")?.as_str()).map(str::to_owned);
            return Self { message: tidy(&messages.join("; ")), code, ..Self::default() };
        }
        let inner = fields.get("data").and_then(|data| data.get("errors")).and_then(Value::as_array);
        let translated = inner.into_iter().flatten().find_map(|error| {
            let message = error.get("message")?;
            message.get("translation").or_else(|| message.get("key"))?.as_str()
        });
        let message = fields.get("message").and_then(Value::as_str).filter(|message| !message.is_empty());
        Self {
            message: message.or(translated).and_then(|message| tidy(without_classes(message))),
            is_bare: !fields.contains_key("errors") && !fields.contains_key("statusCode"),
            ..Self::default()
        }
    }
}

fn one_error(error: &Value) -> Option<String> {
    let title = error.get("title").or_else(|| error.get("message"))?.as_str()?;
    match error.get("detail").and_then(Value::as_str) {
        Some(detail) if !detail.is_empty() && detail != title => Some(format!("{title}: {detail}")),
        _ => Some(title.to_owned()),
    }
}

/// Takes Java's class names off the front: `com.example.SomeException: text` is `text`.
fn without_classes(mut message: &str) -> &str {
    while let Some((class, rest)) = message.split_once(": ")
        && class.contains('.')
        && class.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._$".contains(&byte))
    {
        message = rest;
    }
    message
}

/// Makes one line of it, of at most [`LONGEST`] characters; none where nothing is left.
fn tidy(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        _ if line.is_empty() => None,
        None => Some(line),
        Some((end, _)) => Some(format!("{}…", &line[..end])),
    }
}
