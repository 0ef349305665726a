//! The commands of the guide to Markdown bring a page out and back.

use crate::home::{Home, simulator};
use crate::tour::commands;

const GUIDE: &str = include_str!("../../../../docs/guides/markdown.md");

#[test]
fn the_commands_of_the_guide_to_markdown_read_and_write_a_page() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let commands = commands(GUIDE);
    let [read, write] = commands.as_slice() else { panic!("{commands:?}") };
    let run = |command: &[String]| {
        let outcome = home.run(&command.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(outcome.code, Some(0), "{outcome}");
        outcome.json()
    };
    let text = |page: &serde_json::Value| page["body"]["markdown"]["value"].as_str().unwrap().to_owned();
    home.file("page.md", text(&run(read)) + "\n\nWritten **back**.\n");
    run(write);
    assert!(text(&run(read)).trim_end().ends_with("Written **back**."));
}
