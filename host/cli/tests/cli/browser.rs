//! A browser of one page: it goes where the command says, and comes back.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, ExitStatus, Output, Stdio};

use confluence_simulator::{Consent, Simulator};

use crate::home::{Home, Outcome};

/// A command that waits for the user to sign in.
pub(crate) struct Waiting<'a> {
    home: &'a Home,
    child: Child,
    words: BufReader<ChildStderr>,
    said: String,
    /// Where the browser is to come back to.
    pub(crate) callback: String,
    /// Where the user signs in.
    pub(crate) address: String,
}

/// What the command's server answers.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) text: String,
}

impl<'a> Waiting<'a> {
    /// Starts a command that signs in, on a port of its own that is registered at the service.
    pub(crate) fn start(home: &'a Home, simulator: &Simulator, arguments: &[&str]) -> Self {
        let own = ["--no-browser", "--callback-url", "http://127.0.0.1:0/callback"];
        let mut command = home.command(&[arguments, &own].concat());
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        Self::follow(home, simulator, child)
    }

    pub(crate) fn follow(home: &'a Home, simulator: &Simulator, mut child: Child) -> Self {
        let words = BufReader::new(child.stderr.take().unwrap());
        let (callback, address) = (String::new(), String::new());
        let mut waiting = Self { home, child, words, said: String::new(), callback, address };
        waiting.callback = waiting.line_after("The app must have this callback URL:");
        waiting.address = waiting.line_after("Sign in here:");
        simulator.register_callback(&waiting.callback);
        waiting
    }

    fn line_after(&mut self, heading: &str) -> String {
        let mut found = false;
        loop {
            let mut line = String::new();
            assert!(self.words.read_line(&mut line).unwrap() > 0, "it ended early: {}", self.said);
            self.said.push_str(&line);
            if found {
                return line.trim().to_owned();
            }
            found = line.trim() == heading;
        }
    }

    /// Waits until the command says something.
    pub(crate) fn wait_for(&mut self, text: &str) {
        while !self.said.contains(text) {
            let mut line = String::new();
            assert!(self.words.read_line(&mut line).unwrap() > 0, "it ended early: {}", self.said);
            self.said.push_str(&line);
        }
    }

    /// Decides on the service's page; where that sends the browser.
    pub(crate) fn consent(&self, simulator: &Simulator, decision: &Consent) -> String {
        simulator.consent(&self.address, decision).unwrap()
    }

    /// Goes to an address of the command's server.
    pub(crate) fn visit(&self, address: &str) -> Reply {
        let (host, path) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
        self.send(&format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
    }

    /// Sends a request as it is to the command's server.
    pub(crate) fn send(&self, request: &str) -> Reply {
        let host = self.callback.strip_prefix("http://").unwrap().split('/').next().unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let status = text.split(' ').nth(1).unwrap().parse().unwrap();
        Reply { status, text }
    }

    /// Signs in as somebody decides, and waits for the command's end.
    pub(crate) fn sign_in(self, simulator: &Simulator, decision: &Consent) -> Outcome {
        let address = self.consent(simulator, decision);
        let reply = self.visit(&address);
        assert!(reply.text.contains("You can close this page."), "{reply:?}");
        self.end()
    }

    /// Presses Ctrl-C.
    #[cfg(unix)]
    pub(crate) fn interrupt(self) -> Outcome {
        let status = std::process::Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(status.unwrap().success());
        self.end()
    }

    /// Waits for the command's end.
    pub(crate) fn end(mut self) -> Outcome {
        self.words.read_to_string(&mut self.said).unwrap();
        let mut stdout = Vec::new();
        self.child.stdout.take().unwrap().read_to_end(&mut stdout).unwrap();
        let status: ExitStatus = self.child.wait().unwrap();
        self.home.outcome(&Output { status, stdout, stderr: self.said.into_bytes() })
    }
}

/// Adds a connection `acme` by signing in as the app of the simulator, with more arguments.
pub(crate) fn add<'a>(home: &'a Home, simulator: &Simulator, more: &[&str]) -> Waiting<'a> {
    home.file("secret.txt", "simulated-client-secret-0123456789");
    let arguments =
        ["connections", "add", "acme", "--auth", "oauth2", "--set", "clientId=simulated-client", "--secret-file"];
    Waiting::start(home, simulator, &[&arguments[..], &["clientSecret=secret.txt"], more].concat())
}

/// A home with a connection `acme` that signed in.
pub(crate) fn signed_in(simulator: &Simulator, more: &[&str]) -> Home {
    let home = Home::with_connector().reaching(simulator);
    let outcome = add(&home, simulator, more).sign_in(simulator, &Consent::accept(&["acme"]));
    assert_eq!(outcome.code, Some(0), "{outcome}");
    home
}
