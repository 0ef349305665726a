//! Opens the user's browser.

use std::process::{Command, Stdio};

use crate::env;
use crate::printer::Printer;

/// Opens an address beside what goes on; where no browser starts, it says so.
pub(super) fn open(url: &str, printer: &Printer) {
    let (url, printer) = (url.to_owned(), printer.clone());
    // A launcher may stay for as long as the browser does, so nobody waits for this.
    std::thread::spawn(move || {
        let own = std::env::var(env::BROWSER).unwrap_or_default();
        let own = own.split(':').filter(|program| !program.is_empty()).map(|program| open::with_command(&url, program));
        if !own.chain(open::commands(&url)).any(starts) {
            printer.hint("no browser could be opened: open the address yourself");
        }
    });
}

fn starts(mut command: Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // A browser stays after this command, and has no use for its secrets.
    for secret in [env::VAULT_KEY, env::VAULT_KEY_PREVIOUS, env::PROXY] {
        command.env_remove(secret);
    }
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.status().is_ok_and(|status| status.success())
}
