//! The scopes of every operation, at the gateway.

use confluence_simulator::{CLOUD_ID, Options};

use crate::app::App;
use crate::client::basic;

/// Returns method, path and alternatives of scopes of every operation that needs some.
fn operations() -> Vec<(String, String, Vec<Vec<String>>)> {
    let mut found: Vec<(String, String, Vec<Vec<String>>)> = Vec::new();
    for line in [include_str!("../../src/contract/v2.txt"), include_str!("../../src/contract/v1.txt")]
        .into_iter()
        .flat_map(str::lines)
    {
        if let Some(scopes) = line.strip_prefix("  scopes ") {
            let names = |all: &str| all.split(' ').map(str::to_owned).collect();
            found.last_mut().unwrap().2 = scopes.split(" | ").map(names).collect();
        } else if let Some((method, path)) = line.split_once(' ').filter(|_| !line.starts_with([' ', '#'])) {
            found.push((method.to_owned(), path.replace("{}", "1"), Vec::new()));
        }
    }
    found
}

#[test]
fn each_opens_to_any_whole_alternative_and_to_nothing_less() {
    let own = basic("service@example.com", "simulator-service-api-token");
    let operations = operations();
    let with = |scopes: &[String]| App::with(Options { service_scopes: scopes.to_vec(), ..Options::default() });
    let refused = |app: &App, method: &str, path: &str| {
        app.call(method, &format!("/ex/confluence/{CLOUD_ID}{path}"), &own, b"").status == 401
    };
    let none = with(&["read:me".to_owned()]);
    for (method, path, alternatives) in &operations {
        assert_eq!(refused(&none, method, path), !alternatives.is_empty(), "{method} {path}");
    }
    let mut sets: Vec<&Vec<String>> = operations.iter().flat_map(|(.., alternatives)| alternatives).collect();
    sets.sort();
    sets.dedup();
    for set in sets {
        let app = with(set);
        // Operations that have to do with none of these scopes are like those without any.
        let near = operations
            .iter()
            .filter(|(.., alternatives)| alternatives.iter().flatten().any(|scope| set.contains(scope)));
        for (method, path, alternatives) in near {
            let opens = alternatives.iter().any(|needed| needed.iter().all(|scope| set.contains(scope)));
            assert_eq!(refused(&app, method, path), !opens, "{method} {path} with {set:?}");
        }
    }
}
