//! Connections move from one home to another, sealed with a passphrase.

use std::fs;

use insta::assert_snapshot;

use crate::browser::signed_in;
use crate::home::{Home, TOKEN, simulator};

#[test]
fn connections_move_to_another_home() {
    let simulator = simulator();
    let home = signed_in(&simulator, &[]);
    assert_eq!(home.add("token", TOKEN).code, Some(0));
    home.file("passphrase.txt", "correct horse battery staple\n");
    home.file("wrong.txt", "another passphrase entirely\n");
    home.file("short.txt", "short");
    let export = ["connections", "export", "--all", "--passphrase-file"];
    let exported = home.run(&[&export[..], &["passphrase.txt", "--output", "export.age"]].concat());
    assert_snapshot!("export", exported);
    let sealed = fs::read_to_string(home.path().join("export.age")).unwrap();
    assert!(sealed.starts_with("-----BEGIN AGE ENCRYPTED FILE-----"), "{sealed}");
    let again = home.run(&[&export[..], &["passphrase.txt", "--output", "export.age"]].concat());
    assert_snapshot!("export_there_already", again);
    assert_snapshot!("export_short_passphrase", home.run(&[&export[..], &["short.txt"]].concat()));
    assert_snapshot!("export_without_passphrase", home.run(&["connections", "export", "acme"]));
    assert_snapshot!("export_unknown", home.run(&["connections", "export", "acne"]));

    let other = Home::with_connector().reaching(&simulator);
    for name in ["passphrase.txt", "wrong.txt"] {
        fs::copy(home.path().join(name), other.path().join(name)).unwrap();
    }
    let import = ["connections", "import", "-", "--passphrase-file"];
    assert_snapshot!("import_wrong_passphrase", other.run_with(&[&import[..], &["wrong.txt"]].concat(), &sealed));
    assert_snapshot!("import", other.run_with(&[&import[..], &["passphrase.txt"]].concat(), &sealed));
    for name in ["acme", "token"] {
        let run = other.run(&["run", "get-current-user", "-c", name]);
        assert_eq!(run.code, Some(0), "{run}");
    }
    assert_snapshot!("import_taken", other.run_with(&[&import[..], &["passphrase.txt"]].concat(), &sealed));
    let renamed = ["--rename", "acme=wiki", "--rename", "token=tokens"];
    let arguments = [&import[..], &["passphrase.txt"], &renamed].concat();
    assert_snapshot!("import_renamed", other.run_with(&arguments, &sealed));
    for (name, renames) in [
        ("import_renamed_to_taken", &["--rename", "acme=wiki", "--rename", "token=other"][..]),
        ("import_renamed_unknown", &["--rename", "nobody=other"]),
        ("import_renamed_wrongly", &["--rename", "acme"]),
        ("import_renamed_twice", &["--rename", "acme=a", "--rename", "acme=b"]),
        ("import_renamed_alike", &["--rename", "acme=a", "--rename", "token=a"]),
    ] {
        let arguments = [&import[..], &["passphrase.txt"], renames].concat();
        assert_snapshot!(name, other.run_with(&arguments, &sealed));
    }
    assert_snapshot!("import_not_sealed", other.run_with(&[&import[..], &["passphrase.txt"]].concat(), "hello"));
}

#[cfg(unix)]
#[test]
fn an_export_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::connected(&simulator());
    home.file("passphrase.txt", "correct horse battery staple");
    let arguments = "connections export acme -o export.age --passphrase-file passphrase.txt";
    assert_eq!(home.run(&crate::home::words(arguments)).code, Some(0));
    let mode = fs::metadata(home.path().join("export.age")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
