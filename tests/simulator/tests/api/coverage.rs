//! Which operations of Confluence Cloud the simulator serves.

use crate::client::Site;

/// Returns method and path of every operation, `{}` for each id.
fn operations() -> Vec<(&'static str, &'static str)> {
    let tables = [include_str!("../../src/contract/v2.txt"), include_str!("../../src/contract/v1.txt")];
    let lines = tables.into_iter().flat_map(str::lines);
    lines.filter(|line| !line.starts_with([' ', '#'])).filter_map(|line| line.split_once(' ')).collect()
}

#[test]
fn every_operation_is_served() {
    let site = Site::start();
    let operations = operations();
    assert_eq!(operations.len(), 348);
    let gaps: Vec<String> = operations
        .iter()
        .filter(|(method, path)| {
            let target = path.replace("{}", "1");
            site.try_send(method, &target, &[], b"").unwrap().status == 501
        })
        .map(|(method, path)| format!("{method} {path}"))
        .collect();
    assert!(gaps.is_empty(), "not served:\n{}", gaps.join("\n"));
}
