//! Queries in the Confluence Query Language (CQL), made of fields so that no value can mean anything but itself.

use connector_sdk::serde_json::Value;
use connector_sdk::{Error, ErrorKind, Fields};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What to find. Everything that is given must be true of a result.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Filter {
    /// Words of the title, text or labels; `*` at the end of a word stands for any rest. By default, any.
    pub text: Option<String>,
    /// The types to find. By default, every type.
    pub r#type: Option<Vec<Searched>>,
    /// The keys of the spaces to search, such as `DOCS`. By default, every space.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_keys: Option<Vec<String>>,
    /// Words of the title; `*` at the end of a word stands for any rest. By default, any.
    pub title: Option<String>,
    /// The labels that a result has, every one of them. By default, with and without labels.
    #[schemars(extend("x-options" = {"list": "labels"}))]
    pub labels: Option<Vec<String>>,
    /// The id of a page: finds what is below it. By default, anywhere.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceKeys"]}))]
    pub ancestor: Option<String>,
    /// The user who created it: an account id (Cloud), a username (Data Center), or `currentUser()` for the user of the
    /// connection. By default, anybody.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub creator: Option<String>,
    /// The user who created or changed it, named like `creator`. By default, anybody.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub contributor: Option<String>,
    /// The user whom it mentions, named like `creator`. By default, whether or not it mentions anybody.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub mention: Option<String>,
    /// The earliest time when it was created: a date such as `2026-05-27`, a date and time such as `2026-05-27 07:22`, or
    /// a time from now such as `-2w` (`y`, `M`, `w`, `d`, `h`, `m`). By default, any time.
    pub created_after: Option<String>,
    /// The time before which it was created, as `createdAfter`. By default, any time.
    pub created_before: Option<String>,
    /// The earliest time when it was last changed, as `createdAfter`. By default, any time.
    pub modified_after: Option<String>,
    /// The time before which it was last changed, as `createdAfter`. By default, any time.
    pub modified_before: Option<String>,
    /// The order. By default, what fits best comes first.
    pub order: Option<SearchOrder>,
}

/// A type of what a search finds.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Searched {
    /// Pages.
    Page,
    /// Blog posts.
    Blogpost,
    /// Comments.
    Comment,
    /// Attachments.
    Attachment,
    /// Folders (Cloud).
    Folder,
    /// Whiteboards (Cloud).
    Whiteboard,
    /// Databases (Cloud).
    Database,
    /// Smart Links in the page tree (Cloud).
    Embed,
    /// Spaces.
    Space,
    /// Users.
    User,
}

/// An order of what a search finds.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum SearchOrder {
    /// Oldest first.
    #[serde(rename = "created")]
    Created,
    /// Newest first.
    #[serde(rename = "-created")]
    CreatedDescending,
    /// Longest unchanged first.
    #[serde(rename = "modified")]
    Modified,
    /// Last changed first.
    #[serde(rename = "-modified")]
    ModifiedDescending,
    /// By title, A first.
    #[serde(rename = "title")]
    Title,
    /// By title, Z first.
    #[serde(rename = "-title")]
    TitleDescending,
}

/// The names of the fields of [`Filter`].
const NAMES: [&str; 14] = [
    "text",
    "title",
    "type",
    "spaceKeys",
    "labels",
    "ancestor",
    "creator",
    "contributor",
    "mention",
    "createdAfter",
    "createdBefore",
    "modifiedAfter",
    "modifiedBefore",
    "order",
];

/// The names of [`Searched`].
const TYPES: [&str; 10] =
    ["page", "blogpost", "comment", "attachment", "folder", "whiteboard", "database", "embed", "space", "user"];

/// What [`SearchOrder`] means.
const ORDERS: [(&str, &str); 6] = [
    ("created", "created asc"),
    ("-created", "created desc"),
    ("modified", "lastmodified asc"),
    ("-modified", "lastmodified desc"),
    ("title", "title asc"),
    ("-title", "title desc"),
];

/// Puts the query that the fields of a [`Filter`] say in place of them, as `cql`.
///
/// # Errors
/// Where a value is nothing of its kind, or there is a `cql` beside the fields, or neither.
pub(crate) fn ask(mut fields: Fields) -> Result<Fields, Error> {
    let mut filter = Fields::new();
    for name in NAMES {
        if let Some(value) = fields.shift_remove(name).filter(|value| !value.is_null()) {
            filter.insert(name.to_owned(), value);
        }
    }
    if fields.get("cql").is_some_and(|cql| !cql.is_null()) {
        return match filter.keys().next() {
            None => Ok(fields),
            Some(name) => Err(Error::new(ErrorKind::InvalidInput, "a query in CQL says everything")
                .problem(format!("/{name}"), "cannot stand beside `cql`")),
        };
    }
    fields.insert("cql".to_owned(), query(&filter)?.into());
    Ok(fields)
}

/// The query of a [`Filter`], of which every value is looked at: an input is not read into it.
fn query(filter: &Fields) -> Result<String, Error> {
    let mut clauses = Vec::new();
    for field in ["title", "text"] {
        if let Some(words) = filter.get(field) {
            clauses.push(format!("{field} ~ {}", quoted(text(field, words)?)));
        }
    }
    let types = texts(filter, "type")?;
    if let Some(unknown) = types.iter().find(|name| !TYPES.contains(name)) {
        return Err(wrong("type", &format!("does not know `{unknown}`")));
    }
    if !types.is_empty() {
        clauses.push(format!("type in ({})", types.join(", ")));
    }
    let keys: Vec<String> = texts(filter, "spaceKeys")?.into_iter().map(quoted).collect();
    if !keys.is_empty() {
        clauses.push(format!("space in ({})", keys.join(", ")));
    }
    clauses.extend(texts(filter, "labels")?.into_iter().map(|label| format!("label = {}", quoted(label))));
    if let Some(id) = filter.get("ancestor") {
        let id = text("ancestor", id)?;
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong("ancestor", "is not a number"));
        }
        clauses.push(format!("ancestor = {id}"));
    }
    for field in ["creator", "contributor", "mention"] {
        if let Some(user) = filter.get(field) {
            clauses.push(format!("{field} = {}", one_user(text(field, user)?)));
        }
    }
    for (name, clause) in [
        ("createdAfter", "created >="),
        ("createdBefore", "created <"),
        ("modifiedAfter", "lastmodified >="),
        ("modifiedBefore", "lastmodified <"),
    ] {
        if let Some(time) = filter.get(name) {
            clauses.push(format!("{clause} {}", moment(name, text(name, time)?)?));
        }
    }
    if clauses.is_empty() {
        return Err(Error::new(ErrorKind::InvalidInput, "there is nothing to search for")
            .hint("Give `text`, another field that says what to find, or `cql`"));
    }
    let mut query = clauses.join(" and ");
    if let Some(order) = filter.get("order") {
        let order = text("order", order)?;
        let clause = ORDERS.iter().find(|(name, _)| *name == order).map(|(_, clause)| clause);
        query.extend([" order by ", clause.ok_or_else(|| wrong("order", "is no order"))?]);
    }
    Ok(query)
}

fn text<'a>(name: &str, value: &'a Value) -> Result<&'a str, Error> {
    value.as_str().ok_or_else(|| wrong(name, "is not a text"))
}

fn texts<'a>(filter: &'a Fields, name: &str) -> Result<Vec<&'a str>, Error> {
    let values = filter.get(name).map(|values| values.as_array().ok_or_else(|| wrong(name, "is not a list")));
    values.transpose()?.into_iter().flatten().map(|value| text(name, value)).collect()
}

fn wrong(name: &str, what: &str) -> Error {
    Error::new(ErrorKind::InvalidInput, format!("the search cannot be made: `{name}` {what}"))
        .problem(format!("/{name}"), what)
}

/// The query for spaces whose name has these words, or that have this key.
pub(crate) fn spaces(words: &str, key: Option<&str>) -> String {
    let title = format!("title ~ {}", quoted(words));
    match key {
        Some(key) => format!("type = space and ({title} or space = {})", quoted(key)),
        None => format!("type = space and {title}"),
    }
}

/// The query for users whose full name has these words.
pub(crate) fn users(name: &str) -> String {
    format!("user.fullname ~ {}", quoted(name))
}

/// The query for the pages below a piece of content.
pub(crate) fn pages_below(id: &str) -> String {
    format!("ancestor = {} and type = page", quoted(id))
}

/// A text as CQL has it: between quotation marks, which nothing in it can end.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push(' '),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// `currentUser()` is the only function that may stand for a user.
fn one_user(user: &str) -> String {
    if user == "currentUser()" { user.to_owned() } else { quoted(user) }
}

/// A time as CQL has it, from `2026-05-27`, `2026-05-27 07:22`, `2026-05-27T07:22:53` or `-2w`. A zone is refused, since
/// CQL knows none.
fn moment(name: &str, time: &str) -> Result<String, Error> {
    let wrong = || {
        Error::new(ErrorKind::InvalidInput, format!("`{name}` is no time that a search knows"))
            .problem(format!("/{name}"), "is neither a date, nor a date and time, nor a time from now")
            .hint("Give a date such as `2026-05-27`, a date and time such as `2026-05-27 07:22`, or `-2w`")
    };
    if let Some(from_now) = time.strip_prefix('-') {
        let count = from_now.trim_end_matches(|unit| "yMwdhm".contains(unit));
        let is_count = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
        return if is_count && from_now.len() == count.len() + 1 {
            Ok(format!("now(\"{time}\")"))
        } else {
            Err(wrong())
        };
    }
    let fits = |text: &str, pattern: &str| {
        text.len() == pattern.len()
            && text.bytes().zip(pattern.bytes()).all(|(byte, wanted)| match wanted {
                b'0' => byte.is_ascii_digit(),
                wanted => byte == wanted,
            })
    };
    let (date, rest) = time.split_at_checked(10).ok_or_else(wrong)?;
    // Seconds are left out: CQL does not know them.
    let clock = match rest.strip_prefix([' ', 'T']) {
        Some(clock) => Some(clock.split_at_checked(5).ok_or_else(wrong)?),
        None if rest.is_empty() => None,
        None => return Err(wrong()),
    };
    let seconds = |rest: &str| rest.is_empty() || fits(rest, ":00");
    match clock {
        None if fits(date, "0000-00-00") => Ok(quoted(date)),
        Some((minutes, rest)) if fits(date, "0000-00-00") && fits(minutes, "00:00") && seconds(rest) => {
            Ok(quoted(&format!("{date} {minutes}")))
        }
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests;
