//! What runs print and save.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use confluence_simulator::{Options, Simulator};
use serde_json::Value;

use crate::home::{Home, simulator};

/// Bytes that are no text, larger than any buffer on the way.
fn content() -> Vec<u8> {
    (0..300_000_u32).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()).collect()
}

#[test]
fn every_result_is_one_line() {
    let simulator = Simulator::start(Options { pages: 600, ..Options::default() }).unwrap();
    let home = Home::connected(&simulator);
    let lines = home.run(&["run", "list-pages", "--set", "all=true", "--output", "ndjson"]);
    assert_eq!(lines.code, Some(0), "{}", lines.stderr);
    let pages: Vec<Value> = lines.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.stderr, format!("{} results\n", pages.len()));
    assert!(pages.len() > 600 && pages.iter().all(|page| page["id"].is_string()));
    let array = home.run(&["run", "list-pages", "--set", "all=true"]);
    assert_eq!(array.json(), Value::Array(pages));
    let quiet = home.run(&["run", "list-pages", "--set", "all=true", "--quiet"]);
    assert_eq!(quiet.stderr, "");
    let one = home.run(&["run", "list-pages", "--output", "ndjson", "--set", "limit=2"]);
    assert_eq!(one.stdout.lines().count(), 1, "{one}");
}

#[test]
fn whoever_wants_no_more_ends_the_run() {
    let simulator = Simulator::start(Options { pages: 600, ..Options::default() }).unwrap();
    let home = Home::connected(&simulator);
    let mut command = home.command(&["run", "list-pages", "--set", "all=true", "--set", "bodyFormat=storage"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "[");
    drop(lines);
    let mut words = String::new();
    child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
    assert_eq!((child.wait().unwrap().code(), words.as_str()), (Some(0), ""));
}

#[test]
fn a_file_comes_back_as_it_was() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    home.file("report.bin", content());
    let page = home.run(&["run", "list-pages", "--set", "title=Page 0001"]).json()["results"][0]["id"].clone();
    let page = page.as_str().unwrap();
    let upload =
        home.run(&["run", "upload-attachment", "--set", &format!("pageId={page}"), "--file", "file=report.bin"]);
    assert_eq!(upload.code, Some(0), "{upload}");
    let list = home.run(&["run", "list-attachments", "--set", &format!("id={page}")]).json();
    let id = format!("id={}", list["results"][0]["id"].as_str().unwrap());
    let download = |save: &[&str]| {
        let arguments = [&["run", "download-attachment", "--set", &id][..], save].concat();
        home.command(&arguments).output().unwrap()
    };

    let outcome = home.outcome(&download(&["--save", "copy.bin"]));
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.stderr.contains("saved `copy.bin` (1200000 bytes)"), "{}", outcome.stderr);
    assert!(fs::read(home.path().join("copy.bin")).unwrap() == content());

    let printed = download(&["--save", "-"]);
    assert!(printed.stdout == content(), "{}", String::from_utf8_lossy(&printed.stderr));

    for name in ["report.bin", "report (2).bin"] {
        assert!(download(&["--save", "folder/"]).status.success());
        assert!(fs::read(home.path().join("folder").join(name)).unwrap() == content(), "{name}");
    }

    let unsaved = home.outcome(&download(&[]));
    assert!(unsaved.stderr.contains("`report.bin` was received and not saved"), "{unsaved}");
    assert_eq!(unsaved.code, Some(0));
    let left = fs::read_dir(home.path().join("home/blobs")).unwrap().count();
    assert_eq!(left, 0);
}
