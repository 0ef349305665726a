//! The passphrase that seals an export.

use clap::Args;
use connector_runtime::SecretString;

use super::form::read;
use crate::failure::Failure;
use crate::printer::Printer;
use crate::prompt;

#[derive(Args)]
pub(super) struct PassphraseArgs {
    /// A file that holds the passphrase, `-` for standard input; without it, the terminal is asked
    #[arg(long, value_name = "PATH")]
    passphrase_file: Option<String>,
}

impl PassphraseArgs {
    /// Whether it comes from standard input.
    pub(super) fn is_input(&self) -> bool {
        self.passphrase_file.as_deref() == Some("-")
    }

    /// A passphrase that is asked for twice, since nothing can be opened without it.
    pub(super) async fn choose(&self, printer: &Printer) -> Result<SecretString, Failure> {
        self.given(printer, |printer| prompt::new_secret(printer, "Passphrase: ", "Again: ")).await
    }

    /// The passphrase that was chosen before.
    pub(super) async fn recall(&self, printer: &Printer) -> Result<SecretString, Failure> {
        self.given(printer, |printer| prompt::secret(printer, "Passphrase: ")).await
    }

    async fn given<'a, F: Future<Output = Result<Option<SecretString>, Failure>>>(
        &self,
        printer: &'a Printer,
        ask: impl FnOnce(&'a Printer) -> F,
    ) -> Result<SecretString, Failure> {
        let given = match &self.passphrase_file {
            Some(path) => Some(read(path)?.lines().next().unwrap_or_default().into()),
            None if prompt::is_possible() => ask(printer).await?,
            None => None,
        };
        given.ok_or_else(|| {
            Failure::usage(
                "there is no passphrase",
                "Give it with `--passphrase-file PATH` (`-` for standard input), or answer the prompt of a terminal",
            )
        })
    }
}
