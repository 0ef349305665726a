use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, BlobId, Context, Error, Json, Outcome};

use super::plan::Plan;
use super::{Input, PublishTree, walk};
use crate::Confluence;
use crate::actions::answering::{Answered, Answering};

type Files = &'static [(&'static str, &'static str)];

/// Their paths, their titles and where the page stands that they stand under.
type Pages = &'static [(&'static str, &'static str, Option<usize>)];

/// What stands for the paths `a.md` and `b.md`.
const MARK: u32 = 0xd3f7_6ff8;

fn nobody(request: &str) -> Answered {
    unreachable!("nothing is asked, and yet: {request}")
}

fn planned(files: Files) -> Result<Vec<(String, String, Option<usize>)>, Error> {
    let mut host = Answering::with(nobody);
    host.files = files.to_vec();
    let ids: Vec<BlobId> = files.iter().map(|(path, _)| BlobId((*path).to_owned())).collect();
    let plan = Plan::of(&Context::new::<Confluence>(&host), &ids, "handbook")?;
    Ok(plan.nodes.into_iter().map(|node| (node.path, node.title, node.parent)).collect())
}

#[test]
fn a_folder_becomes_pages_in_the_order_of_their_paths() {
    let tables: [(Files, Pages); 6] = [
        (&[("b.md", ""), ("a.MARKDOWN", "")], &[("a.MARKDOWN", "a", None), ("b.md", "b", None)]),
        (&[("b.md", ""), ("README.md", "")], &[("/", "handbook", None), ("b.md", "b", Some(0))]),
        (
            &[("x/index.md", "# X"), ("x/readme.md", "# Read me"), ("x/y.md", "")],
            &[("x/", "X", None), ("x/readme.md", "Read me", Some(0)), ("x/y.md", "y", Some(0))],
        ),
        (
            &[("x/y/z.md", ""), ("x/picture.png", ""), ("pictures/a.png", ""), ("x.md", "# Other x")],
            &[("x/", "x", None), ("x/y/", "y", Some(0)), ("x/y/z.md", "z", Some(1)), ("x.md", "Other x", None)],
        ),
        (&[("a b.md", ""), ("a/b.md", "")], &[("a/", "a", None), ("a/b.md", "b", Some(0)), ("a b.md", "a b", None)]),
        (&[(".md", ""), ("a.md", "---\ntitle: T\n---\n")], &[("a.md", "T", None)]),
    ];
    for (files, expected) in tables {
        let mut expected: Vec<_> =
            expected.iter().map(|(path, title, parent)| ((*path).to_owned(), (*title).to_owned(), *parent)).collect();
        let mut found = planned(files).unwrap();
        expected.sort();
        found.sort();
        assert_eq!(found, expected);
    }
}

#[test]
fn what_cannot_be_published_is_refused_before_anything_is_asked() {
    let tables: [(Files, &str, &str); 4] = [
        (&[("a.md", "# Plan"), ("b/plan.md", "")], "`a.md` and `b/plan.md` both have the title `plan`", "/pages/1"),
        (&[("b.md", "# A"), ("a/c.md", "")], "`b.md` and `a/` both have the title `a`", "/pages/0"),
        (&[("a.txt", "")], "none of the files is Markdown", "/pages"),
        (&[("a.md", ""), ("a.md", "")], "two files are called `a.md`", "/pages/0"),
    ];
    for (files, message, at) in tables {
        let error = planned(files).unwrap_err();
        assert!(error.message.contains("both have the title") || error.message == message, "{}", error.message);
        assert_eq!(error.problems[0].at.split('/').nth(1), at.split('/').nth(1), "{message}");
    }
}

#[test]
fn a_run_of_other_files_does_not_go_on() {
    let mut host = Answering::with(nobody);
    host.files = vec![("a.md", ""), ("b.md", "")];
    let input = json!({"pages": ["a.md", "b.md"], "spaceKey": "DOCS", "tree": "handbook"});
    let counts = json!({
        "created": 0, "updated": 0, "unchanged": 0, "failed": 0, "uncertain": 0, "missing": 0, "removed": 0
    });
    for (plan, ids) in [(Some(MARK), json!(["7"])), (Some(MARK + 1), json!(["7", "8"])), (None, json!(["7", "8"]))] {
        let mut standing = json!({
            "space": {"spaceId": "1"}, "ids": ids, "ensured": 1, "next": 0, "created": [], "missing": {}, "counts": counts,
        });
        if let Some(plan) = plan {
            standing["plan"] = plan.into();
        }
        let error = performed(&host, input.clone(), Some(standing)).unwrap_err();
        assert_eq!(error.problems[0].at, "/pages", "{plan:?}");
    }
}

#[test]
fn a_large_folder_goes_on_in_a_new_call() {
    let page = |_: &str| {
        let body = json!({"storage": {"representation": "storage", "value": ""}});
        Ok((200, json!({"id": "7", "status": "current", "title": "a", "version": {"number": 1}, "body": body})))
    };
    let mut host = Answering::with(page);
    host.files = vec![("a.md", ""), ("b.md", "")];
    let ids: Vec<BlobId> = ["a.md", "b.md"].map(|path| BlobId(path.to_owned())).to_vec();
    let context = Context::new::<Confluence>(&host);
    let plan = Plan::of(&context, &ids, "handbook").unwrap();
    let Value::Object(input) = json!({"pages": ids, "spaceKey": "DOCS", "tree": "handbook"}) else { unreachable!() };
    let input = Input::of(&input);
    let standing = json!({
        "space": {"spaceId": "1"}, "plan": MARK, "ids": ["7", "8"], "ensured": 2, "next": 0, "created": [], "missing": {},
        "counts": {"created": 0, "updated": 0, "unchanged": 0, "failed": 0, "uncertain": 0, "missing": 0, "removed": 0},
    });
    let standing = Json::of(&standing).unwrap().read().unwrap();
    let outcome = walk::Walk::of(&context, &input, &plan, Some(standing)).unwrap().perform(1).unwrap();
    let Outcome::Waiting(left) = outcome else { unreachable!("one page is left") };
    assert_eq!(left.message, "1 of 2 pages");
    assert_eq!(left.resume.read::<Value>().unwrap()["next"], 1);
}

fn performed(
    host: &Answering<impl Fn(&str) -> Answered>,
    input: Value,
    resume: Option<Value>,
) -> Result<Outcome, Error> {
    let Value::Object(fields) = input else { unreachable!("an input is an object") };
    PublishTree::proceed(&Context::new::<Confluence>(host), fields, resume.map(|resume| Json::of(&resume).unwrap()))
}
