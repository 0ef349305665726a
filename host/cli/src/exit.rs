//! Exit codes.

use std::process::ExitCode;

use connector_runtime::ErrorKind;

use crate::failure::Failure;

/// For the end of `--help`.
pub(crate) const HELP: &str = "\
Exit codes:
    0  done
    1  the service failed, or something else did
    2  the command line is wrong
    3  an input, a form or a component does not fit
    4  the service does not take the credential
    5  the credential may not do this
    6  not found: at the service, or a name here
    7  there already, or changed meanwhile
    8  the service asks to slow down
    9  not offered on this connection, or the service cannot be reached
   10  a change may or may not have been made
   11  the connector is at fault, or was stopped at a limit
   12  files, store or keys of this machine are at fault
   13  done, but some of the results failed, or may have
  130  cancelled";

/// Of what was given up, as shells say it of a program that Ctrl-C ends.
pub(crate) const CANCELLED: u8 = 130;

/// The exit code of a failure.
pub(crate) fn code(failure: &Failure) -> u8 {
    match failure {
        Failure::Usage { .. } => 2,
        Failure::Cancelled { .. } => CANCELLED,
        Failure::OfRun { failure, .. } => code(failure),
        Failure::OutputClosed => 0,
        Failure::Results { .. } => 13,
        Failure::Library { error, .. } => of_kind(error.kind()),
        Failure::Stated { kind, .. } => of_kind(*kind),
        Failure::Checks { code, .. } => *code,
        Failure::Other(error) if error.chain().any(<dyn std::error::Error>::is::<std::io::Error>) => 12,
        Failure::Other(_) => 1,
    }
}

/// The exit code of a kind of failure.
fn of_kind(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::InvalidInput => 3,
        ErrorKind::Unauthenticated => 4,
        ErrorKind::Forbidden => 5,
        ErrorKind::UnknownName | ErrorKind::NotFound => 6,
        ErrorKind::Conflict => 7,
        ErrorKind::RateLimited => 8,
        ErrorKind::Unavailable | ErrorKind::Transport => 9,
        ErrorKind::Uncertain => 10,
        ErrorKind::Connector => 11,
        ErrorKind::Host => 12,
        ErrorKind::Cancelled => CANCELLED,
        _ => 1,
    }
}

/// Ends with what clap has to say: help, or what is wrong with the command line.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    // Nobody is left to tell that the terminal is gone.
    let _ = error.print();
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}
