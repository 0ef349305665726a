//! `connector connections export`

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use connector_runtime::ErrorKind;

use super::passphrase::PassphraseArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::interrupt::unless_interrupted;

#[derive(Args)]
pub(crate) struct Export {
    /// The connections
    #[arg(value_name = "NAME", required_unless_present = "all")]
    names: Vec<String>,
    /// Export every connection
    #[arg(long, conflicts_with = "names")]
    all: bool,
    /// A new file to write to, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    passphrase: PassphraseArgs,
}

impl Export {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        let mut names = self.names;
        if self.all {
            names = runtime.connections().await?.into_iter().map(|record| record.name).collect();
        }
        for name in &names {
            // Before anything is asked for.
            runtime.connection_record(name).await?;
        }
        if let Some(path) = self.output.as_ref().filter(|path| path.exists()) {
            return Err(Failure::Stated {
                kind: ErrorKind::Conflict,
                message: format!("`{}` is there already", path.display()),
                cause: None,
                hint: "Choose another file, or remove this one: an export is not overwritten".to_owned(),
            });
        }
        let passphrase = self.passphrase.choose(&context.printer).await?;
        let sealed = unless_interrupted(runtime.export_connections(&names, &passphrase)).await?;
        match &self.output {
            Some(path) => write_new(path, &sealed)?,
            None => context.printer.data(sealed.trim_end())?,
        }
        context.printer.done(match names.len() {
            1 => "exported 1 connection".to_owned(),
            count => format!("exported {count} connections"),
        });
        context.printer.hint(
            "a connection that signs in at a page of the service works in one place alone: remove it here once it is \
             imported elsewhere",
        );
        Ok(())
    }
}

/// Writes a file that only its owner may read; one that exists stays as it is.
fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).with_context(|| format!("failed to create `{}`", path.display()))?;
    file.write_all(text.as_bytes()).with_context(|| format!("failed to write `{}`", path.display()))?;
    Ok(())
}
