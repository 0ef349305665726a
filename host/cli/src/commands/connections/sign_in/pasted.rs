//! What is said of an address that is pasted and does not end the sign-in.

/// Why a text cannot be the address at which the browser ended; none where it may be. `page` is the address to sign in at.
pub(super) fn wrong(text: &str, page: &str, callback_url: &str) -> Option<String> {
    let has = |name: &str| {
        text.split(['?', '&']).any(|part| part.strip_prefix(name).is_some_and(|rest| rest.starts_with('=')))
    };
    let page = page.split('?').next().unwrap_or_default();
    if text.is_empty() {
        Some("nothing was pasted".to_owned())
    } else if text.starts_with(page) && !has("code") {
        Some("this is the address to sign in at: open it, and paste the one at which the browser ends".to_owned())
    } else if !has("state") && text.starts_with(callback_url) {
        Some(
            "this address holds no `state`, so that nobody can tell which sign-in it ends: paste the whole of it"
                .to_owned(),
        )
    } else if !has("state") {
        Some(format!("this is not the address at which the browser ended: that begins with `{callback_url}?`"))
    } else if !has("code") && !has("error") {
        Some("this address holds no `code`: paste the whole of it".to_owned())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_cannot_end_a_sign_in_is_told_from_one_that_may() {
        let page = "https://auth.example.com/authorize?client_id=x&state=s";
        let callback = "http://127.0.0.1:8765/callback";
        for (text, why) in [
            ("", Some("nothing was pasted")),
            (page, Some("this is the address to sign in at")),
            ("https://auth.example.com/authorize", Some("this is the address to sign in at")),
            (
                "yes",
                Some(
                    "this is not the address at which the browser ended: that begins with `http://127.0.0.1:8765/callback?`",
                ),
            ),
            ("http://127.0.0.1:8765/callback?code=c", Some("this address holds no `state`")),
            ("http://127.0.0.1:8765/callback?state=s", Some("this address holds no `code`")),
            ("http://127.0.0.1:8765/callback?code=c&state=s", None),
            ("http://127.0.0.1:8765/callback?error=access_denied&state=s", None),
            ("code=c&state=s", None),
        ] {
            let said = wrong(text, page, callback);
            match (&said, why) {
                (Some(said), Some(why)) => assert!(said.starts_with(why), "{text}: {said}"),
                _ => assert_eq!(said.as_deref(), why, "{text}"),
            }
        }
    }
}
