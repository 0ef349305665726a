//! Every way to connect, so that a test can go through all of them.

use std::fmt::{self, Write};

use confluence_simulator::{Consent, Simulator};

use crate::browser::Waiting;
use crate::home::{Home, Outcome, words};

/// A way to connect: an auth type, and what is entered for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Way {
    pub(crate) name: &'static str,
    pub(crate) auth: &'static str,
    /// `URI` stands for the address of the simulated Data Center.
    fields: &'static str,
    secret: &'static str,
    value: &'static str,
    /// The user signs in at the service.
    signs_in: bool,
}

const fn way(
    name: &'static str,
    auth: &'static str,
    fields: &'static str,
    secret: &'static str,
    value: &'static str,
) -> Way {
    Way { name, auth, fields, secret, value, signs_in: false }
}

pub(crate) const API_TOKEN: Way = way(
    "API token",
    "api-token",
    "--set subdomain=acme --set email=user@example.com",
    "apiToken",
    "simulator-api-token",
);
pub(crate) const SCOPED_TOKEN: Way =
    Way { name: "API token with scopes", value: "simulator-scoped-api-token", ..API_TOKEN };
pub(crate) const SERVICE_TOKEN: Way = way(
    "API token of a service account",
    "api-token",
    "--set subdomain=acme --set email=service@example.com",
    "apiToken",
    "simulator-service-api-token",
);
pub(crate) const BASIC: Way = way(
    "Basic on Cloud",
    "basic",
    "--set subdomain=acme --set username=user@example.com",
    "password",
    "simulator-api-token",
);
pub(crate) const BASIC_SCOPED: Way =
    Way { name: "Basic on Cloud, with scopes", value: "simulator-scoped-api-token", ..BASIC };
pub(crate) const PASSWORD: Way = way(
    "Basic on Data Center",
    "basic",
    "--set address=uri --set uri=URI --set username=user",
    "password",
    "simulator-password",
);
pub(crate) const PERSONAL_TOKEN: Way = way(
    "Personal access token",
    "personal-access-token",
    "--set address=uri --set uri=URI",
    "personalAccessToken",
    "simulator-personal-access-token",
);
pub(crate) const OAUTH2: Way = Way {
    signs_in: true,
    ..way(
        "OAuth 2.0",
        "oauth2",
        "--set subdomain=acme --set clientId=simulated-client",
        "clientSecret",
        "simulated-client-secret-0123456789",
    )
};
pub(crate) const OAUTH2_DATA_CENTER: Way = Way {
    signs_in: true,
    ..way(
        "OAuth 2.0 of a Data Center",
        "oauth2-data-center",
        "--set address=uri --set uri=URI --set clientId=simulated-data-center-client",
        "clientSecret",
        "simulated-data-center-secret-0123456789",
    )
};
pub(crate) const SERVICE_ACCOUNT: Way = way(
    "Service account",
    "service-account",
    "--set subdomain=acme --set clientId=simulated-service-client",
    "clientSecret",
    "simulated-service-secret-0123456789",
);
pub(crate) const ACCESS_TOKEN: Way =
    way("Access token", "access-token", "--set subdomain=acme", "accessToken", "simulator-access-token");

/// All of them.
pub(crate) const WAYS: [Way; 11] = [
    API_TOKEN,
    SCOPED_TOKEN,
    SERVICE_TOKEN,
    BASIC,
    BASIC_SCOPED,
    PASSWORD,
    PERSONAL_TOKEN,
    OAUTH2,
    OAUTH2_DATA_CENTER,
    SERVICE_ACCOUNT,
    ACCESS_TOKEN,
];

impl Way {
    /// The same with another secret.
    pub(crate) fn with(self, value: &'static str) -> Self {
        Self { value, ..self }
    }

    /// Adds a connection `wiki`, by somebody who accepts where the service asks.
    pub(crate) fn add(&self, home: &Home, simulator: &Simulator) -> Outcome {
        self.add_by(home, simulator, &Consent::accept(if self.auth == OAUTH2.auth { &["acme"] } else { &[] }))
    }

    /// Adds a connection `wiki`; where the service asks the user, this is the answer.
    pub(crate) fn add_by(&self, home: &Home, simulator: &Simulator, consent: &Consent) -> Outcome {
        let uri = format!("{}/confluence", simulator.site_origin());
        let line = format!("connections add wiki --auth {} {}", self.auth, self.fields.replace("URI", &uri));
        let secret = format!("{}={}", self.secret, home.file("secret.txt", self.value).display());
        let arguments = [&words(&line)[..], &["--secret-file", &secret]].concat();
        if self.signs_in {
            return Waiting::start(home, simulator, &arguments).sign_in(simulator, consent).after_address();
        }
        home.run(&arguments)
    }

    /// A home with this connection alone.
    pub(crate) fn connected(&self, simulator: &Simulator) -> Home {
        let home = Home::with_connector().reaching(simulator);
        let added = self.add(&home, simulator);
        assert_eq!(added.code, Some(0), "{}: {added}", self.name);
        home
    }
}

/// What was done in each of several ways, for one snapshot.
#[derive(Debug, Default)]
pub(crate) struct Told(String);

impl Told {
    /// Adds what came of one.
    pub(crate) fn add(&mut self, what: &str, outcome: &Outcome) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "## {what}\n{outcome}");
    }
}

impl fmt::Display for Told {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[test]
fn each_way_connects_checks_and_runs_an_action() {
    for way in WAYS {
        let simulator = crate::home::simulator();
        let home = way.connected(&simulator);
        for arguments in [words("connections check wiki"), words("run get-current-user"), words("run list-spaces")] {
            let outcome = home.run(&arguments);
            assert_eq!(outcome.code, Some(0), "{}: {outcome}", way.name);
        }
    }
    let home = Home::with_connector();
    let manifest = home.run(&["inspect", "confluence", "--json"]).json();
    for auth_type in manifest["authTypes"].as_array().unwrap() {
        assert!(WAYS.iter().any(|way| auth_type["name"] == way.auth), "no way connects by {auth_type}");
    }
}
