//! What `--help` says.

use insta::assert_snapshot;

use crate::home::Home;

#[test]
fn every_command_explains_itself() {
    let home = Home::empty();
    for command in [
        "",
        "run",
        "runs",
        "runs list",
        "runs show",
        "runs resume",
        "runs cancel",
        "runs remove",
        "actions",
        "options",
        "schema",
        "connections",
        "connections add",
        "connections update",
        "connections reconnect",
        "connections move",
        "connections list",
        "connections show",
        "connections check",
        "connections remove",
        "connections export",
        "connections import",
        "connections schema",
        "locations",
        "locations add",
        "locations list",
        "locations remove",
        "vault",
        "vault rotate",
        "egress",
        "connectors",
        "connectors add",
        "connectors list",
        "connectors remove",
        "inspect",
        "validate",
        "completions",
    ] {
        let mut arguments: Vec<&str> = command.split_whitespace().collect();
        arguments.push("--help");
        let name = format!("help_{}", command.replace(' ', "_"));
        assert_snapshot!(name.trim_end_matches('_'), home.run(&arguments));
    }
    // What few need is left out where the question is short.
    assert_snapshot!("short_help_run", home.run(&["run", "-h"]));
}

#[test]
fn a_wrong_command_line_exits_with_2() {
    let home = Home::empty();
    assert_snapshot!("wrong_command", home.run(&["conections"]));
    assert_snapshot!("wrong_mapping", home.run(&["connectors", "list", "--connect-to", "https://a.example"]));
    assert_snapshot!("wrong_setting", home.run(&["run", "get-page", "--set", "id"]));
    // What the environment says need not be typed, so the usage does not show it.
    let mut command = home.command(&["runs", "show"]);
    command.env("CONNECTOR_PROXY", "http://proxy.example:3128").env("CONNECTOR_MAX_WAIT", "5");
    assert_snapshot!("wrong_usage", home.outcome(&command.output().unwrap()));
    let mut command = home.command(&["connectors", "list"]);
    command.env("CONNECTOR_CONNECT_TO", "https://a.example=http://b.example");
    assert_snapshot!("wrong_mapping_of_environment", home.outcome(&command.output().unwrap()));
}
