//! Links into the user interface, relative to `…/wiki`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use crate::parameters::encode;
use crate::store::{Kind, Page};

/// Returns the address of a page: `/spaces/DOCS/pages/131075/Page+0001`.
pub(crate) fn web(space_key: &str, page: u64, title: &str) -> String {
    format!("/spaces/{space_key}/pages/{page}/{}", slug(title))
}

/// Returns the address of content of any kind; those of what is neither a page nor a blog post are guesses.
pub(crate) fn of(space_key: &str, content: &Page, title: &str) -> String {
    let (id, kind) = (content.id, content.kind);
    match kind {
        Kind::Page => web(space_key, id, title),
        Kind::Blogpost => {
            let day = content.created.to_string();
            let day = day.get(..10).unwrap_or_default().replace('-', "/");
            format!("/spaces/{space_key}/blog/{day}/{id}/{}", slug(title))
        }
        kind => format!("/spaces/{space_key}/{}/{id}", kind.name()),
    }
}

/// Returns the short address of a page, made of its id's bytes.
pub(crate) fn tiny(page: u64) -> String {
    let code = STANDARD_NO_PAD.encode(page.to_le_bytes());
    let code = code.trim_end_matches('A').replace('/', "-").replace('+', "_");
    // A code that ends in punctuation gets a slash, lest a mail program cuts it off.
    let end = if code.ends_with(['-', '_']) { "/" } else { "" };
    format!("/x/{code}{end}")
}

/// Spells a title for an address: spaces become `+`, ASCII punctuation goes, the rest is encoded.
fn slug(title: &str) -> String {
    let kept: String =
        title.chars().filter(|letter| !letter.is_ascii_punctuation() || matches!(letter, '-' | '_' | '.')).collect();
    kept.split(' ').map(encode).collect::<Vec<_>>().join("+")
}

#[cfg(test)]
mod tests {
    use super::{tiny, web};

    #[test]
    fn spells_addresses_as_confluence_does() {
        assert_eq!(tiny(4_096_001), "/x/AYA_/");
        assert_eq!(web("SD", 7, "a doc (updated)"), "/spaces/SD/pages/7/a+doc+updated");
    }
}
