//! Homes in which something is wrong: it is told, and nothing in them is changed.

use std::fs;

use insta::assert_snapshot;

use crate::home::{Home, Outcome, simulator};

const RUN: [&str; 2] = ["run", "list-spaces"];

/// What must be found again, byte by byte.
fn kept(home: &Home) -> [Option<Vec<u8>>; 2] {
    ["connector.db", "vault.key"].map(|name| fs::read(home.path().join("home").join(name)).ok())
}

/// Commands that read and one that writes, of which none changes a thing. What the first one says.
fn refused(home: &Home) -> Outcome {
    let before = kept(home);
    let first = home.run(&RUN);
    for outcome in [
        home.run(&["connections", "list"]),
        home.run(&["locations", "add", "Docs"]),
        home.run(&["connections", "check", "acme"]),
    ] {
        assert_eq!((outcome.code, &outcome.stderr), (first.code, &first.stderr), "{outcome}");
    }
    assert_eq!(kept(home), before, "{first}");
    first
}

/// Changes a file of the home folder for as long as something is tried, and puts it back.
fn without(home: &Home, name: &str, instead: Option<&[u8]>) -> Outcome {
    let path = home.path().join("home").join(name);
    let (whole, permissions) = (fs::read(&path).unwrap(), fs::metadata(&path).unwrap().permissions());
    match instead {
        Some(bytes) => fs::write(&path, bytes).unwrap(),
        None => fs::remove_file(&path).unwrap(),
    }
    let outcome = refused(home);
    fs::write(&path, whole).unwrap();
    fs::set_permissions(&path, permissions).unwrap();
    let again = home.run(&RUN);
    assert_eq!(again.code, Some(0), "{again}");
    outcome
}

#[test]
fn a_lost_or_wrong_key_is_told() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    assert_snapshot!("key_lost", without(&home, "vault.key", None));
    let other = format!("{}\n", "5a".repeat(32));
    assert_snapshot!("key_wrong", without(&home, "vault.key", Some(other.as_bytes())));
    assert_snapshot!("key_empty", without(&home, "vault.key", Some(b"")));
}

#[test]
fn a_damaged_database_is_told() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let whole = kept(&home)[0].clone().unwrap();
    assert_snapshot!("database_cut_off", without(&home, "connector.db", Some(&whole[..whole.len() / 2])));
    assert_snapshot!("database_empty", without(&home, "connector.db", Some(b"")));
    assert_snapshot!("database_lost", without(&home, "connector.db", None));
    assert_snapshot!("database_text", without(&home, "connector.db", Some(&b"no database at all\n".repeat(500))));
}

#[cfg(unix)]
mod read_only {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    use std::path::{Path, PathBuf};

    use super::*;

    /// A user who owns nothing on most systems.
    const NOBODY: u32 = 65_534;

    /// Gives everything below a folder other permissions, and another owner where there is one to give it to.
    fn change(path: &Path, folders: u32, files: u32, owner: Option<u32>) {
        let is_folder = path.is_dir();
        let permissions = fs::Permissions::from_mode(if is_folder { folders } else { files });
        fs::set_permissions(path, permissions).unwrap();
        chown(path, owner, owner).unwrap();
        let entries = is_folder.then(|| fs::read_dir(path).unwrap());
        for entry in entries.into_iter().flatten() {
            change(&entry.unwrap().path(), folders, files, owner);
        }
    }

    /// The command where another user may run it.
    fn program(folder: &Path) -> PathBuf {
        let (own, copy) = (Path::new(env!("CARGO_BIN_EXE_connector")), folder.join("connector"));
        if fs::hard_link(own, &copy).is_err() {
            fs::copy(own, &copy).unwrap();
        }
        copy
    }

    #[test]
    fn a_home_that_may_not_be_written_is_told() {
        let simulator = simulator();
        let home = Home::connected(&simulator);
        let folder = home.path().join("home");
        // No permission stops root, so its command is run by somebody else.
        let other = (fs::metadata(&folder).unwrap().uid() == 0).then_some(NOBODY);
        let program = other.map(|_| program(home.path()));
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let before = kept(&home);
        change(&folder, 0o500, 0o400, other);
        let run = |arguments: &[&str]| {
            let mut command = home.command(arguments);
            if let (Some(id), Some(program)) = (other, &program) {
                let environment: Vec<_> =
                    command.get_envs().map(|(name, value)| (name.to_owned(), value.map(ToOwned::to_owned))).collect();
                command = std::process::Command::new(program);
                command.args(arguments).current_dir(home.path()).uid(id).gid(id);
                for (name, value) in environment {
                    match value {
                        Some(value) => command.env(name, value),
                        None => command.env_remove(name),
                    };
                }
            }
            home.outcome(&command.output().unwrap())
        };
        let outcomes =
            [run(&RUN), run(&["locations", "add", "Docs"]), run(&["connections", "remove", "acme", "--yes"])];
        change(&folder, 0o700, 0o600, None);
        assert_eq!(kept(&home), before);
        let [first, others @ ..] = outcomes;
        for outcome in others {
            assert_eq!(outcome.code, Some(12), "{outcome}");
        }
        assert_snapshot!("read_only", first);
    }
}
