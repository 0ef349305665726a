//! `connector completions`

use clap::{Args, ValueEnum};
use clap_complete::env::Shells;

use crate::complete;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
#[command(after_help = HELP)]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

const HELP: &str = "\
Put it where the shell reads it when it starts:
    bash        echo 'source <(connector completions bash)' >> ~/.bashrc
    zsh         echo 'source <(connector completions zsh)' >> ~/.zshrc
    fish        connector completions fish > ~/.config/fish/completions/connector.fish
    powershell  connector completions powershell >> $PROFILE";

#[derive(Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
}

impl Completions {
    pub(crate) fn run(self, context: &Context) -> Result<(), Failure> {
        let name = match self.shell {
            Shell::Bash => "bash",
            Shell::Zsh => "zsh",
            Shell::Fish => "fish",
            Shell::Powershell => "powershell",
        };
        let mut script = Vec::new();
        if let Some(shell) = Shells::builtins().completer(name) {
            shell
                .write_registration(complete::VARIABLE, "connector", "connector", "connector", &mut script)
                .map_err(anyhow::Error::from)?;
        }
        context.printer.data(String::from_utf8_lossy(&script).trim_end())
    }
}
