//! What a component may not do, it may not do either when the command runs it, in whatever way.
#![cfg(unix)]

use crate::home::simulator;
use crate::runs;

#[test]
fn what_no_route_declares_is_denied_however_an_action_is_run() {
    let simulator = simulator();
    let home = runs::home().reaching(&simulator);
    for (action, input) in [
        ("undeclared-route", "{}"),
        ("undeclared-method", "{}"),
        ("unknown-endpoint", "{}"),
        ("path", r#""//evil.example/wiki/api/v2/pages/1""#),
        ("link", r#""https://evil.example/wiki/api/v2/pages/1""#),
    ] {
        for more in [&[][..], &["--dry-run"], &["--dry-run=offline"], &["--detach"], &["--output", "ndjson"]] {
            let outcome = home.run(&[&["run", action, "--input", input][..], more].concat());
            assert_ne!(outcome.code, Some(0), "{action} {more:?}: {outcome}");
            assert!(
                outcome.stderr.contains("Denied") && !outcome.stderr.contains("evil"),
                "{action} {more:?}: {outcome}"
            );
        }
    }
    assert!(simulator.requests().is_empty(), "{:?}", simulator.requests());
}
