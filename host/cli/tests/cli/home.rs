//! A home folder of one test, and the command that works in it.

use std::fmt;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use confluence_simulator::{Options, Simulator};
use regex::Regex;
use tempfile::TempDir;

/// The secret that connects to the simulator.
pub(crate) const TOKEN: &str = "simulator-api-token";

/// A home folder that goes with the test.
pub(crate) struct Home {
    folder: TempDir,
    connect_to: String,
}

/// What a command did, printed for a snapshot.
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    home: PathBuf,
}

impl Home {
    /// A home without anything in it.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), connect_to: String::new() }
    }

    /// A home with the Confluence connector.
    pub(crate) fn with_connector() -> Self {
        let home = Self::empty();
        prepare(home.path());
        home
    }

    /// A home with a connection `acme` to a simulator.
    pub(crate) fn connected(simulator: &Simulator) -> Self {
        let home = Self::with_connector().reaching(simulator);
        let added = home.add("acme", TOKEN);
        assert_eq!(added.code, Some(0), "{added}");
        simulator.clear_requests();
        home
    }

    /// Another home with all that this one holds, as a backup that is restored elsewhere.
    pub(crate) fn copied(&self) -> Self {
        let home = Self { folder: tempfile::tempdir().unwrap(), connect_to: self.connect_to.clone() };
        copy(&self.path().join("home"), &home.path().join("home"));
        home
    }

    /// Sends what is meant for Confluence to a simulator.
    pub(crate) fn reaching(mut self, simulator: &Simulator) -> Self {
        self.connect_to = simulator.connect_to().join(",");
        self
    }

    /// Sends what is meant for the site to an origin.
    pub(crate) fn reaching_origin(mut self, origin: &str) -> Self {
        self.connect_to = format!("https://acme.atlassian.net={origin}");
        self
    }

    /// Sends what is meant for one origin to another too.
    pub(crate) fn sending(mut self, from: &str, to: &str) -> Self {
        self.connect_to = format!("{},{from}={to}", self.connect_to);
        self
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file below the home folder.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// Writes a file that only its owner may read.
    pub(crate) fn private_file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.file(name, content);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
        path
    }

    /// The command with arguments, in this home.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_connector"));
        // Whatever whoever runs the tests has set up for the command.
        let own = std::env::vars_os().map(|(name, _)| name);
        for name in own.filter(|name| name.to_string_lossy().starts_with("CONNECTOR_")) {
            command.env_remove(name);
        }
        command
            .args(arguments)
            .current_dir(self.path())
            .env("CONNECTOR_HOME", self.path().join("home"))
            .env("CONNECTOR_CONNECT_TO", &self.connect_to)
            .env_remove("NO_COLOR")
            .env_remove("RUST_LOG")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        self.outcome(&self.command(arguments).output().unwrap())
    }

    /// Runs the command with a standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Outcome {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        match child.stdin.take().unwrap().write_all(input.as_bytes()) {
            // What the command refuses without reading it may be gone before it is written.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
            written => written.unwrap(),
        }
        self.outcome(&child.wait_with_output().unwrap())
    }

    /// Adds a connection to the simulated site.
    pub(crate) fn add(&self, name: &str, token: &str) -> Outcome {
        let arguments = [
            "connections",
            "add",
            name,
            "--set",
            "subdomain=acme",
            "--set",
            "email=user@example.com",
            "--secret-file",
            "apiToken=-",
        ];
        self.run_with(&arguments, token)
    }

    pub(crate) fn outcome(&self, output: &Output) -> Outcome {
        Outcome {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            home: self.path().to_owned(),
        }
    }
}

impl Outcome {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self}"))
    }

    /// Without what it printed as data, which says what the test looks at itself.
    pub(crate) fn without_stdout(mut self) -> Self {
        self.stdout.clear();
        self
    }

    /// Without what is said until the user signs in, which is the same each time.
    pub(crate) fn after_address(mut self) -> Self {
        let (_, after) = self.stderr.split_once("Sign in here:\n").unwrap_or_else(|| panic!("no address: {self}"));
        self.stderr = after.split_once('\n').unwrap_or_default().1.to_owned();
        self
    }

    /// The errors that were printed as JSON.
    pub(crate) fn error(&self) -> serde_json::Value {
        let mut errors: serde_json::Value =
            serde_json::from_str(&self.stderr).unwrap_or_else(|error| panic!("{error}: {self}"));
        errors["error"].take()
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code.map_or_else(|| "none".to_owned(), |code| code.to_string());
        let text = format!("exit: {code}\n--- stdout\n{}--- stderr\n{}", self.stdout, self.stderr);
        let text = text.replace(&self.home.display().to_string(), "[HOME]");
        let steady = [
            (r"127\.0\.0\.1(:|%3A)\d+", "127.0.0.1$1[PORT]"),
            (r"\b(state|code_challenge)=[A-Za-z0-9_-]{43}", "$1=[RANDOM]"),
            (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", "[DATE]"),
            (r"\b[0-9a-f]{64}\b", "[DIGEST]"),
            (r#"(\brun `|\b(?:resume|cancel|remove) |"run":"|(?m:^id  +))[0-9a-f]{32}\b"#, "$1[RUN]"),
            (r"(?m)^[0-9a-f]{8}  ", "[RUN]  "),
            // As wide as the longest of them.
            (r"\bCHANGED {2,}", "CHANGED  "),
            (r"\b\d+ (s|min) ago\b {2,}", "[AGE]  "),
            (r"\b\d+ (s|min) ago\b", "[AGE]"),
            (r"\b\d{5,} bytes", "[SIZE] bytes"),
        ]
        .into_iter()
        .fold(text, |text, (pattern, name)| Regex::new(pattern).unwrap().replace_all(&text, name).into_owned());
        formatter.write_str(&steady)
    }
}

/// The arguments of a command line without quotes.
pub(crate) fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// Starts a simulator as it comes.
pub(crate) fn simulator() -> Simulator {
    Simulator::start(Options::default()).unwrap()
}

/// The component of the Confluence connector.
pub(crate) fn component() -> PathBuf {
    built("confluence.wasm", "component")
}

/// A component that tests alone need.
pub(crate) fn guest(name: &str) -> PathBuf {
    built(&format!("guests/{name}"), "guests")
}

fn built(name: &str, verb: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"), PathBuf::from);
    let path = target.join(name);
    assert!(path.is_file(), "`{}` is missing; run `make {verb}` first", path.display());
    path.canonicalize().unwrap()
}

/// Puts a home with the connector into a folder. Compiling takes a second, so one is kept and copied.
fn prepare(folder: &Path) {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli-home");
    let lock = File::create(kept.with_extension("lock")).unwrap();
    lock.lock().unwrap();
    let modified = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
    let component = component();
    let stamp = format!("{:?} {:?}", modified(&component), modified(Path::new(env!("CARGO_BIN_EXE_connector"))));
    if fs::read_to_string(kept.join("stamp")).ok().as_deref() != Some(&stamp) {
        let _ = fs::remove_dir_all(&kept);
        let status = Command::new(env!("CARGO_BIN_EXE_connector"))
            .args(["--quiet", "--home"])
            .arg(kept.join("home"))
            .args(["connectors", "add"])
            .arg(component)
            .status();
        assert!(status.unwrap().success());
        fs::write(kept.join("stamp"), stamp).unwrap();
    }
    copy(&kept.join("home"), &folder.join("home"));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type().unwrap().is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(from, to).unwrap();
        }
    }
}
