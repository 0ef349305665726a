//! Files that a kept run was given: it goes on with these and no others.

use std::path::Path;

use confluence_simulator::{Fault, FaultAction};
use connector_runtime::Error;
use serde_json::json;

use crate::kept::id;
use crate::support::Site;

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_found_again_from_another_folder() {
    let site = Site::new().await;
    let connection = site.connect("confluence.wasm").await;
    let upload = connection.action("upload-attachment").unwrap().input(json!({"pageId": "131075"}));
    let upload = upload.file("file", Path::new("Cargo.toml"), None).unwrap();
    let run = upload.start_kept().await.unwrap();
    let kept = serde_json::to_value(run.record().unwrap()).unwrap();
    let path = Path::new(kept["files"][0]["path"].as_str().unwrap());
    assert!(path.is_absolute() && path.ends_with("Cargo.toml"), "{kept}");
    run.finish().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_goes_on_with_the_file_that_it_was_given_and_no_other() {
    let site = Site::new().await;
    let connection = site.connect("confluence.wasm").await;
    let path = site.home.path().join("plan.txt");
    std::fs::write(&path, "as it was").unwrap();
    site.simulator.fault(Fault::once(FaultAction::Html { status: 500 }).on("PUT", "/child/attachment"));
    let upload = connection.action("upload-attachment").unwrap().input(json!({"pageId": "131075"}));
    let run = upload.file("file", &path, None).unwrap().start_kept().await.unwrap();
    let id = id(&run);
    run.finish().await.unwrap_err();
    // Of the same length, of another, and gone.
    for changed in [Some("as it is!"), Some("longer than it was"), None] {
        match changed {
            Some(content) => std::fs::write(&path, content).unwrap(),
            None => std::fs::remove_file(&path).unwrap(),
        }
        site.simulator.clear_requests();
        let error = site.runtime.resume_run(&id).start().await.map(drop).unwrap_err();
        match changed {
            Some(_) => {
                assert!(matches!(&error, Error::RunFileChanged { path: found, .. } if *found == path), "{error:?}");
            }
            None => assert!(matches!(&error, Error::File { .. }), "{error:?}"),
        }
        assert!(error.to_string().contains("plan.txt"), "{error}");
        assert!(site.simulator.requests().is_empty(), "nothing was sent");
    }
    std::fs::write(&path, "as it was").unwrap();
    site.runtime.resume_run(&id).repeat().start().await.unwrap().finish().await.unwrap();
}

/// A folder and a file may have names that are no text.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_file_at_a_path_that_is_not_unicode_is_found_again() {
    use std::os::unix::ffi::OsStrExt;

    let site = Site::new().await;
    let connection = site.connect("confluence.wasm").await;
    let folder = site.home.path().join(std::ffi::OsStr::from_bytes(b"gr\xfcn"));
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join("plan.txt");
    std::fs::write(&path, "as it was").unwrap();
    site.simulator.fault(Fault::once(FaultAction::Html { status: 500 }).on("PUT", "/child/attachment"));
    let upload = connection.action("upload-attachment").unwrap().input(json!({"pageId": "131075"}));
    let run = upload.file("file", &path, None).unwrap().start_kept().await.unwrap();
    let id = id(&run);
    run.finish().await.unwrap_err();
    assert_eq!(site.runtime.runs().await.unwrap().len(), 1, "it can be listed");
    site.runtime.resume_run(&id).repeat().start().await.unwrap().finish().await.unwrap();
    let sent = site.simulator.requests().into_iter().filter(|request| request.method == "PUT").count();
    assert_eq!(sent, 2);
}
