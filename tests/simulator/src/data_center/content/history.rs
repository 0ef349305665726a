//! `/content/{id}/history…`, `…/version/{versionNumber}` and `…/watchers`.

use http::StatusCode;
use serde_json::json;

use super::{editable, seen};
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::expand::{Expand, HISTORY};
use crate::data_center::instance::Kind;
use crate::data_center::listing::Window;
use crate::data_center::refusal::{forbidden, invalid, missing};
use crate::data_center::view::View;

/// Shows the history of content.
pub(in crate::data_center) fn history(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &["expand"])?;
    let expand = Expand::read(&call.parameters, "previousVersion,nextVersion,lastUpdated", &HISTORY)?;
    let instance = call.instance();
    let content = seen(call, &instance, call.id(0)?)?;
    Ok(Answer::json(StatusCode::OK, &View::of(call, &instance).history(content, &content.latest, &expand)))
}

/// Deletes a version before the latest one; whether those behind it get new numbers is unknown, here they do not.
pub(in crate::data_center) fn delete_version(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let number = call.number(1, "versionNumber")?;
    let mut instance = call.instance();
    let content = editable(call, &instance, call.id(0)?)?;
    if !matches!(content.kind, Kind::Page | Kind::BlogPost) {
        return Err(invalid("Only pages and blog posts have versions that can be deleted"));
    }
    if !content.history.iter().any(|version| u64::from(version.number) == number) {
        return Err(invalid(&format!("Content {} has no historical version {number}", content.id)));
    }
    let id = content.id;
    instance.now();
    if let Some(content) = instance.content.get_mut(&id) {
        content.history.retain(|version| u64::from(version.number) != number);
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Shows a macro of a version by its id; hashes of macros come from rendering, which the simulator does not do.
pub(in crate::data_center) fn macro_body(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let number = call.number(1, "version")?;
    let wanted = call.capture(2);
    let instance = call.instance();
    let content = seen(call, &instance, call.id(0)?)?;
    let version = if number == 0 { Some(&content.latest) } else { content.version(number) };
    let text = || missing(&format!("Content {} has no version {number}", content.id));
    let version = version.ok_or_else(text)?;
    let found = find_macro(&version.body, wanted).ok_or_else(|| missing(&format!("No macro found: {wanted}")))?;
    Ok(Answer::json(StatusCode::OK, &json!({"name": found.0, "body": found.1, "parameters": {}})))
}

/// Lists who watches a page or a blog post.
pub(in crate::data_center) fn watchers(call: &Call<'_>) -> Reply {
    call.parameters.only(&["start", "limit"], &[])?;
    let window = Window::read(call, 25)?;
    let instance = call.instance();
    let content = seen(call, &instance, call.id(0)?)?;
    if !matches!(content.kind, Kind::Page | Kind::BlogPost) {
        return Err(invalid("Only pages and blog posts are watched"));
    }
    let space = instance.spaces.get(&content.space);
    if !space.is_some_and(|space| instance.may(&call.user, space, ("space", "administer"))) {
        return Err(forbidden("Only administrators see who watches"));
    }
    let view = View::of(call, &instance);
    let page = window.page(call, content.watchers.iter().collect(), |key| view.person(key));
    Ok(Answer::json(StatusCode::OK, &page))
}

/// Finds name and body of a macro in storage; macros inside of macros are not looked for beyond the first end.
fn find_macro(storage: &str, id: &str) -> Option<(String, String)> {
    storage.split("<ac:structured-macro ").skip(1).find_map(|rest| {
        let (head, rest) = rest.split_once('>')?;
        let attribute = |name: &str| {
            let (_, value) = head.split_once(&format!("{name}=\""))?;
            value.split_once('"').map(|(value, _)| value.to_owned())
        };
        if attribute("ac:macro-id").as_deref() != Some(id) {
            return None;
        }
        let inner = rest.split("</ac:structured-macro>").next().unwrap_or_default();
        let body = ["ac:rich-text-body", "ac:plain-text-body"].into_iter().find_map(|tag| {
            let (_, body) = inner.split_once(&format!("<{tag}>"))?;
            body.split_once(&format!("</{tag}>")).map(|(body, _)| body.to_owned())
        });
        Some((attribute("ac:name")?, body.unwrap_or_default()))
    })
}

#[cfg(test)]
mod tests {
    use super::find_macro;

    #[test]
    fn finds_a_macro_by_its_id() {
        let storage = concat!(
            "<p>a</p><ac:structured-macro ac:name=\"toc\" ac:macro-id=\"1\" />",
            "<ac:structured-macro ac:name=\"info\" ac:macro-id=\"2\"><ac:rich-text-body><p>b</p></ac:rich-text-body>",
            "</ac:structured-macro>",
        );
        assert_eq!(find_macro(storage, "2"), Some(("info".to_owned(), "<p>b</p>".to_owned())));
        assert_eq!(find_macro(storage, "1"), Some(("toc".to_owned(), String::new())));
        assert_eq!(find_macro(storage, "3"), None);
    }
}
