//! What the address of a page says about it, in every form that Confluence has.

use percent_encoding::percent_decode_str;

/// How an address names a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PageUrl {
    /// By its id.
    Id(String),
    /// By the key of its space and its title.
    Title {
        /// The key.
        space_key: String,
        /// The title.
        title: String,
    },
}

/// Reads an address: a whole URL or its path, with or without the context path of the site. None: it names no page.
pub(super) fn parse(url: &str) -> Option<PageUrl> {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find(['/', '?']).map_or("", |start| &rest[start..]),
        None => url,
    };
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    by_query(query).or_else(|| by_path(&path.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>()))
}

/// `pages/viewpage.action?pageId=…`, `pages/viewpage.action?spaceKey=…&title=…`, and others with these parameters.
fn by_query(query: &str) -> Option<PageUrl> {
    let value = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(found, _)| *found == name).map(|(_, value)| decoded(value)).find(|value| !value.is_empty())
    };
    let id = ["pageId", "draftId", "homepageId"].iter().filter_map(|name| value(name)).find_map(|id| number(&id));
    id.map(PageUrl::Id).or_else(|| {
        Some(PageUrl::Title { space_key: value("spaceKey").or_else(|| value("key"))?, title: value("title")? })
    })
}

/// Forms may stand below a context path, such as `wiki`, which may be any word; so the last place that fits counts.
fn by_path(parts: &[&str]) -> Option<PageUrl> {
    (0..parts.len()).find_map(|start| match &parts[start..] {
        ["spaces", _, "pages", rest @ ..] => match rest {
            ["edit" | "edit-v2", id, ..] | [id, ..] => number(id).map(PageUrl::Id),
            [] => None,
        },
        ["x", tiny] => tiny_id(tiny).map(PageUrl::Id),
        // Blog posts have a date before their title.
        ["display", key, title] if !title.is_empty() => {
            Some(PageUrl::Title { space_key: decoded(key), title: decoded(title) })
        }
        ["api", "v2", "pages", id] | ["rest", "api", "content", id] => number(id).map(PageUrl::Id),
        _ => None,
    })
}

fn number(text: &str) -> Option<String> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.to_owned())
}

/// In a title, Confluence writes a space as `+`.
fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// The id in a tiny link: its bytes, the lowest first, in base 64 with `-` for `/` and `_` for `+`, without what zeros
/// leave at the end.
fn tiny_id(tiny: &str) -> Option<String> {
    let mut bits: u128 = 0;
    if tiny.is_empty() || tiny.len() > 11 {
        return None;
    }
    for index in 0..11 {
        let value = match tiny.as_bytes().get(index) {
            Some(letter @ b'A'..=b'Z') => letter - b'A',
            Some(letter @ b'a'..=b'z') => letter - b'a' + 26,
            Some(digit @ b'0'..=b'9') => digit - b'0' + 52,
            Some(b'_') => 62,
            Some(b'-') => 63,
            None => 0,
            Some(_) => return None,
        };
        bits = bits << 6 | u128::from(value);
    }
    // Eleven letters are 66 bits; eight bytes are 64.
    let bytes = u64::try_from(bits >> 2).ok()?.to_be_bytes();
    match u64::from_le_bytes(bytes) {
        0 => None,
        id => Some(id.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(id: &str) -> Option<PageUrl> {
        Some(PageUrl::Id(id.to_owned()))
    }

    fn title(space_key: &str, title: &str) -> Option<PageUrl> {
        Some(PageUrl::Title { space_key: space_key.to_owned(), title: title.to_owned() })
    }

    #[test]
    fn every_form_of_an_address_is_read() {
        for (url, expected) in [
            ("https://acme.atlassian.net/wiki/spaces/DOCS/pages/4096001/Release+notes", id("4096001")),
            ("https://acme.atlassian.net/wiki/spaces/DOCS/pages/4096001", id("4096001")),
            ("https://acme.atlassian.net/wiki/spaces/DOCS/pages/4096001/Plan?focusedCommentId=7#Goals", id("4096001")),
            ("https://acme.atlassian.net/wiki/spaces/~712020abc/pages/4096001/Plan", id("4096001")),
            ("https://acme.atlassian.net/wiki/spaces/DOCS/pages/edit-v2/4096001", id("4096001")),
            ("https://acme.atlassian.net/wiki/spaces/DOCS/pages/edit/4096001?draftShareId=1", id("4096001")),
            ("https://acme.atlassian.net/wiki/spaces/DOCS/overview?homepageId=98400", id("98400")),
            ("https://acme.atlassian.net/wiki/pages/resumedraft.action?draftId=4096002", id("4096002")),
            ("/spaces/DOCS/pages/4096001/Release+notes", id("4096001")),
            ("/wiki/api/v2/pages/4096001", id("4096001")),
            ("https://confluence.example.com:8443/confluence/rest/api/content/4096001", id("4096001")),
            ("https://confluence.example.com:8443/confluence/pages/viewpage.action?pageId=4096001", id("4096001")),
            ("https://confluence.example.com/pages/viewpage.action?spaceKey=DOCS&pageId=7&src=a", id("7")),
            (
                "https://confluence.example.com/pages/viewpage.action?spaceKey=DOCS&title=A+%26+B",
                title("DOCS", "A & B"),
            ),
            ("https://confluence.example.com/display/DOCS/Release+notes", title("DOCS", "Release notes")),
            ("https://confluence.example.com/confluence/display/DOCS/100%25+%2B+more", title("DOCS", "100% + more")),
            ("https://confluence.example.com/display/~ana/%C3%9Cber+uns#Kontakt", title("~ana", "Über uns")),
            ("https://confluence.example.com/display/display/display", title("display", "display")),
            ("https://acme.atlassian.net/wiki/x/AYA_", id("4096001")),
            ("https://confluence.example.com/x/AYA_", id("4096001")),
            ("/x/AQ", id("1")),
        ] {
            assert_eq!(parse(url), expected, "{url}");
        }
    }

    #[test]
    fn other_addresses_name_no_page() {
        for url in [
            "",
            "https://acme.atlassian.net",
            "https://acme.atlassian.net/wiki/spaces/DOCS/overview",
            "https://acme.atlassian.net/wiki/spaces/DOCS/pages",
            "https://acme.atlassian.net/wiki/spaces/DOCS/pages/Plan",
            "https://acme.atlassian.net/wiki/spaces/DOCS/blog/2026/05/27/4096001/News",
            "https://acme.atlassian.net/wiki/spaces/DOCS/folder/4096001",
            "https://acme.atlassian.net/wiki/l/cp/a1B2c3",
            "https://confluence.example.com/display/DOCS",
            "https://confluence.example.com/display/DOCS/2026/05/27/News",
            "https://confluence.example.com/pages/viewpage.action?pageId=",
            "https://confluence.example.com/x/",
            "https://confluence.example.com/x/AAAA",
            "https://confluence.example.com/x/!",
            "https://confluence.example.com/x/AYA_AYA_AYA_AYA_",
        ] {
            assert_eq!(parse(url), None, "{url}");
        }
    }

    #[test]
    fn a_tiny_link_holds_any_id() {
        for (tiny, expected) in [
            ("AQ", 1_u64),
            ("-w", 255),
            ("AAE", 256),
            ("__--", 16_773_115),
            ("-__-", 12_578_815),
            ("BYAB", 98_309),
            ("AYA_", 4_096_001),
            ("AQAAAAAAAI", 0x8000_0000_0000_0001),
            ("AQAAAAAAAIA", 0x8000_0000_0000_0001),
        ] {
            assert_eq!(tiny_id(tiny), Some(expected.to_string()), "{tiny}");
        }
    }

    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    /// A tiny link as Confluence makes it.
    fn tiny(id: u64) -> String {
        let bits = u128::from(u64::from_be_bytes(id.to_le_bytes())) << 2;
        let letters =
            (0..11).rev().map(|place| char::from(LETTERS[usize::try_from(bits >> (6 * place) & 63).unwrap()]));
        letters.collect::<String>().trim_end_matches('A').to_owned()
    }

    proptest! {
        #[test]
        fn every_id_comes_back_from_its_tiny_link(number in 1_u64..) {
            prop_assert_eq!(parse(&format!("/wiki/x/{}", tiny(number))), id(&number.to_string()));
        }

        #[test]
        fn any_text_is_read_without_harm(text in any::<String>()) {
            for url in [text.clone(), format!("https://a/x/{text}"), format!("/display/A/{text}"), format!("/?title={text}")] {
                if let Some(PageUrl::Id(found)) = parse(&url) {
                    prop_assert!(found.bytes().all(|byte| byte.is_ascii_digit()), "{url}");
                }
            }
        }
    }
}
