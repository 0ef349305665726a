//! Asks on the terminal.

use std::io::{self, IsTerminal};
use std::time::Duration;

use connector_runtime::SecretString;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::printer::Printer;

/// How long a prompt may take to give the terminal back.
const RESTORING: Duration = Duration::from_millis(300);

/// Whether there is somebody to ask.
pub(crate) fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Whether somebody has typed the command, and is no script.
pub(crate) fn is_attended() -> bool {
    io::stdin().is_terminal()
}

/// Asks for a line that everybody may see.
pub(crate) async fn line(printer: &Printer, question: &str) -> Result<String, Failure> {
    printer.ask(question);
    read_line().await.inspect_err(|_| printer.line(""))
}

/// Asks for a line that nobody may see; none where it is empty.
pub(crate) async fn secret(printer: &Printer, question: &str) -> Result<Option<SecretString>, Failure> {
    printer.ask(question);
    let read = || Ok(Some(rpassword::read_password()?).filter(|answer| !answer.is_empty()).map(SecretString::from));
    let answer = interruptible(read).await;
    answer.inspect_err(|_| printer.line(""))
}

/// Asks twice for a line that nobody may see, until both are the same; none where it is empty.
pub(crate) async fn new_secret(
    printer: &Printer,
    question: &str,
    again: &str,
) -> Result<Option<SecretString>, Failure> {
    loop {
        printer.ask(question);
        let first = interruptible(|| Ok(Zeroizing::new(rpassword::read_password()?))).await;
        let first = first.inspect_err(|_| printer.line(""))?;
        if first.is_empty() {
            return Ok(None);
        }
        printer.ask(again);
        let second = interruptible(|| Ok(Zeroizing::new(rpassword::read_password()?))).await;
        if first == second.inspect_err(|_| printer.line(""))? {
            return Ok(Some(SecretString::from(first.as_str())));
        }
    }
}

/// Asks a question that `y` or `yes` agrees to.
pub(crate) async fn agrees(printer: &Printer, question: &str) -> Result<bool, Failure> {
    let answer = line(printer, &format!("{question} [y/N] ")).await?;
    Ok(matches!(answer.to_ascii_lowercase().as_str(), "y" | "yes"))
}

/// Asks for the number of one of several things, until it is one; from 0. An empty answer is the default.
pub(crate) async fn number(
    printer: &Printer,
    question: &str,
    count: usize,
    default: Option<usize>,
) -> Result<usize, Failure> {
    let shown = default.map(|default| format!(" [{}]", default + 1)).unwrap_or_default();
    loop {
        let answer = line(printer, &format!("{question}, 1 to {count}{shown}: ")).await?;
        match (answer.parse::<usize>(), default) {
            (Ok(number), _) if (1..=count).contains(&number) => return Ok(number - 1),
            (_, Some(default)) if answer.is_empty() => return Ok(default),
            _ => {}
        }
    }
}

/// Reads a line of standard input; its end gives up.
async fn read_line() -> Result<String, Failure> {
    next_line().await?.ok_or(Failure::Cancelled { uncertain: false })
}

/// Reads a line of standard input; nothing at its end.
pub(crate) async fn next_line() -> Result<Option<String>, Failure> {
    interruptible(|| {
        let mut line = String::new();
        let read = io::stdin().read_line(&mut line)?;
        Ok((read > 0).then(|| line.trim().to_owned()))
    })
    .await
}

/// Waits for an answer or for Ctrl-C.
async fn interruptible<T: Send + 'static>(ask: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, Failure> {
    let cancelled = || Failure::Cancelled { uncertain: false };
    let mut answer = tokio::task::spawn_blocking(ask);
    tokio::select! {
        answer = &mut answer => match answer {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) if error.kind() == io::ErrorKind::Interrupted => Err(cancelled()),
            Ok(Err(error)) => Err(anyhow::Error::new(error).context("failed to read the answer").into()),
            Err(_) => Err(cancelled()),
        },
        _ = tokio::signal::ctrl_c() => {
            // A prompt without echo sees Ctrl-C too, and gives the terminal back.
            let _ = tokio::time::timeout(RESTORING, answer).await;
            Err(cancelled())
        }
    }
}
