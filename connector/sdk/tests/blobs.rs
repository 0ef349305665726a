//! Files are read in pieces and hashed, in a case as by a host.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use connector_sdk::player::{Case, Replay};
use connector_sdk::serde_json::{from_value, json};
use connector_sdk::{Account, BlobId, Connector, Context, Entry, Error, ErrorKind, Manifest, Request, Response};

struct Files;

impl Connector for Files {
    const ACTIONS: &'static [&'static Entry] = &[];

    fn manifest() -> Manifest {
        unreachable!("no test describes it")
    }

    fn check(_: &Context<'_>) -> Result<Account, Error> {
        unreachable!("no test checks it")
    }

    fn explain(_: &Context<'_>, _: &Request, response: &Response) -> Error {
        Error::from_response(ErrorKind::Service, "it failed", response)
    }
}

fn case() -> Case {
    let blobs = json!({
        "a": {"fileName": "a.txt", "path": "x/a.txt", "content": "abcdef"},
        "large": {"content": "é".repeat(400_000)},
    });
    from_value(json!({"description": "", "input": {}, "blobs": blobs, "exchanges": [], "output": 1})).unwrap()
}

#[test]
fn a_piece_ends_where_the_file_does() {
    let case = case();
    let replay = Replay::new(&case);
    let context = Context::new::<Files>(&replay);
    let id = BlobId("a".to_owned());
    for (offset, length, expected) in [(0, 3, "abc"), (4, 10, "ef"), (6, 1, ""), (u64::MAX, 1, ""), (2, 0, "")] {
        assert_eq!(context.read_blob(&id, offset, length).unwrap(), expected.as_bytes(), "{offset} {length}");
    }
    assert_eq!(context.read_blob(&id, 0, u32::MAX).unwrap_err().kind, ErrorKind::Internal);
    assert_eq!(context.blob(&id).unwrap().path.as_deref(), Some("x/a.txt"));
}

#[test]
fn a_text_comes_whole_or_not_at_all() {
    let case = case();
    let replay = Replay::new(&case);
    let context = Context::new::<Files>(&replay);
    let large = BlobId("large".to_owned());
    assert_eq!(context.blob_text(&BlobId("a".to_owned()), 6).unwrap(), "abcdef");
    assert_eq!(context.blob_text(&large, 1 << 20).unwrap().len(), 800_000);
    let error = context.blob_text(&large, 799_999).unwrap_err();
    assert_eq!(error.message, "the file has 800000 bytes, and 799999 at most are taken");
}

#[test]
fn a_hash_is_that_of_the_content() {
    let case = case();
    let replay = Replay::new(&case);
    let context = Context::new::<Files>(&replay);
    let expected = "bef57ec7f53a6d40beb640a780a639c83bc29ac8a9816f1fc6c5c6dcd93c4721";
    assert_eq!(context.blob_sha256(&BlobId("a".to_owned())).unwrap(), expected);
    assert_eq!(context.blob_sha256(&BlobId("b".to_owned())).unwrap_err().kind, ErrorKind::InvalidInput);
}
