use crate::formats::{rebase, to_markdown};
const PAGE: &str = include_str!("page.xml");
#[test]
fn look() {
    let md = to_markdown(PAGE).unwrap();
    assert_eq!(rebase(PAGE, &md).unwrap(), PAGE);
}
