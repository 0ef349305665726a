use std::collections::BTreeMap;

/// The anchors of a document's headings, as the sites make them that show it: the same heading again gets a number.
pub(super) struct Anchors(BTreeMap<String, usize>);

impl Anchors {
    /// Of a document whose own heading is this.
    pub(super) fn of(heading: &str) -> Self {
        let mut anchors = Self(BTreeMap::new());
        anchors.add(heading);
        anchors
    }

    /// The anchor of the next heading.
    pub(super) fn add(&mut self, heading: &str) -> String {
        let kept = |letter: &char| letter.is_alphanumeric() || matches!(letter, ' ' | '-');
        let plain = heading.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-");
        let count = self.0.entry(plain.clone()).or_default();
        *count += 1;
        if *count == 1 { plain } else { format!("{plain}-{}", *count - 1) }
    }
}

#[test]
fn the_same_heading_again_has_a_number() {
    let mut anchors = Anchors::of("Actions");
    assert_eq!(anchors.add("Space roles"), "space-roles");
    assert_eq!(anchors.add("Search"), "search");
    assert_eq!(anchors.add("search"), "search-1");
}
