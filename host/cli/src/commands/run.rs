//! `connector run`

mod delivery;
mod input;
mod planned;
mod progress;
mod results;
mod save;
mod text;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use connector_runtime::DryRun;
use connector_runtime::manifest::{Action, Effect};
use serde_json::Value;

pub(crate) use self::delivery::Delivery;
pub(crate) use self::input::build as build_input;
use crate::arguments::{ConnectionArgs, OutputArgs, Pair};
use crate::complete;
use crate::context::Context;
use crate::failure::{Failure, shell_word};
use crate::interrupt::Interrupt;
use crate::printer::{Printer, plain_line};
use crate::prompt;

/// How much of an input is shown in a question, in letters.
const SHOWN_LETTERS: usize = 200;

#[derive(Args)]
pub(crate) struct Run {
    /// The action, such as `get-page`; `connector actions` shows all of them
    #[arg(add = complete::actions())]
    action: String,
    #[command(flatten)]
    connection: ConnectionArgs,
    /// The input as JSON, `@FILE` for a file, `-` or `@-` for standard input
    #[arg(short, long, value_name = "JSON")]
    input: Option<String>,
    /// A field of the input, typed by the action's schema: `limit=5`, `id=1,2`, `body.value=Hello`
    #[arg(short, long, value_name = "KEY=VALUE")]
    set: Vec<Pair>,
    /// The same with the text of a file, or of standard input for `-`, such as `body.value=page.html`
    #[arg(long, value_name = "KEY=PATH")]
    set_file: Vec<Pair>,
    /// A file for a field of the input that takes one; for a list of files, a folder too, with all that is in it
    #[arg(short, long, value_name = "KEY=PATH")]
    file: Vec<Pair>,
    #[command(flatten)]
    delivery: Delivery,
    /// Change nothing: print the first request that would change something, or with `offline` the first of all
    #[arg(long = "dry-run", value_name = "MODE", num_args = 0..=1, require_equals = true, default_missing_value = "online")]
    dry: Option<DryRunMode>,
    /// Do not ask before an action that removes something; without a terminal nothing is asked
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    pub(crate) json: OutputArgs,
}

/// What a dry run sends: what only reads, or nothing.
#[derive(Clone, Copy, ValueEnum)]
enum DryRunMode {
    Online,
    Offline,
}

impl Run {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        let name = self.connection.name(&runtime).await?;
        let of_connection = |error| Failure::of_connection(error, &name);
        let connection = runtime.connection(&name).await.map_err(of_connection)?;
        for warning in runtime.connection_warnings(connection.record()).await? {
            context.printer.warn(format!("connection `{name}`: {warning}"));
        }
        let call = connection.action(&self.action).map_err(of_connection)?;
        let input = build_input(call.manifest().input_schema.get(), self.input.as_deref(), &self.set, &self.set_file)?;
        let looks_like_file = |pair: &&Pair| pair.value.strip_prefix('@').is_some_and(|path| Path::new(path).is_file());
        if let Some(Pair { key, value }) = self.set.iter().find(looks_like_file) {
            context.printer.warn(format!("`{key}` is the text `{value}` itself"));
            context.printer.hint(format!("`--set-file {key}=PATH` takes the text of a file"));
        }
        let (file_fields, manifest) = (call.file_fields().to_vec(), call.manifest().clone());
        let given: Vec<String> = input.as_object().into_iter().flatten().map(|(field, _)| field.clone()).collect();
        let narrower = narrower(&manifest, &input, &name);
        let mut empty = Vec::new();
        let shown: String = plain_line(&input.to_string()).chars().take(SHOWN_LETTERS).collect();
        let mut call = call.input(input);
        for file in &self.file {
            let path = PathBuf::from(&file.value);
            let media_type = |path: &Path| mime_guess::from_path(path).first().map(|guess| guess.to_string());
            call = if path.is_dir() {
                if !holds_files(&path) {
                    empty.push(file.clone());
                }
                call.folder(&file.key, &path, media_type)?
            } else {
                call.file(&file.key, &path, media_type(&path))?
            };
        }
        let of_input = |error| {
            let failure = of_connection(error).about_empty_folders(&empty).about_files(&file_fields);
            failure.about_lists(&manifest, &given, &name)
        };
        if self.delivery.detaches() {
            call = call.detached();
        }
        if call.effect() == Effect::Remove && self.dry.is_none() && !self.yes {
            call.check_input().map_err(of_input)?;
            agree(&context.printer, &self.action, &name, &shown).await?;
        }
        // Before the first request.
        let interrupt = Interrupt::listen().await?;
        let run = match self.dry {
            Some(mode) => call.dry_run(mode.into()).start(),
            None if call.can_be_kept() => call.start_kept().await,
            None => call.start(),
        };
        let run = run.map_err(of_input)?;
        let delivered = self.delivery.deliver(run, interrupt, &runtime, context).await;
        let delivered = delivered.map_err(|failure| {
            let failure = failure.about_lists(&manifest, &given, &name).about_narrower(narrower.as_deref());
            failure.about_connection(&name)
        })?;
        match self.dry {
            Some(DryRunMode::Offline) => context.printer.done("dry run: nothing was sent"),
            Some(DryRunMode::Online) => context.printer.done("dry run: nothing was sent that changes anything"),
            None => {}
        }
        if let Some(others) = delivered.planned {
            context.printer.note(&match others {
                0 => "what the service says to it, and whether the action would do more then, only a real run shows"
                    .to_owned(),
                others => format!(
                    "it is the first of {} requests that would go side by side; what the service says to them, and whether \
                     the action would do more then, only a real run shows",
                    others + 1
                ),
            });
        }
        // Nothing is left to go on with, and its output was printed.
        if let Some(id) = &delivered.done
            && let Err(error) = runtime.remove_run(id).await
        {
            context.printer.warn(format!("run `{id}` is done, and could not be forgotten: {error}"));
        }
        delivered.judge()
    }
}

/// The command that shows what goes into an action where its schema depends on what is given.
fn narrower(action: &Action, input: &Value, connection: &str) -> Option<String> {
    let depends = action.schema_depends.iter().map(|field| Some((field, input.get(field)?.as_str()?)));
    let depends: Vec<(&String, &str)> = depends.collect::<Option<_>>()?;
    let set: Vec<String> =
        depends.iter().map(|(field, value)| format!(" --set {}={}", shell_word(field), shell_word(value))).collect();
    let name = &action.name;
    (!set.is_empty()).then(|| format!("connector schema {name}{} -c {} --input", set.concat(), shell_word(connection)))
}

/// Whether a folder, or one in it, holds a file that is not left out. One that cannot be read is for the library to refuse.
fn holds_files(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return true };
    let seen = entries.flatten().filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
    seen.map(|entry| entry.path()).any(|path| path.is_symlink() || !path.is_dir() || holds_files(&path))
}

/// Asks before something is removed, where somebody is there.
async fn agree(printer: &Printer, action: &str, connection: &str, input: &str) -> Result<(), Failure> {
    if !prompt::is_possible() {
        if !prompt::is_attended() {
            return Ok(());
        }
        return Err(Failure::usage(
            format!("`{action}` removes something, and wants a yes"),
            "Add `--yes`: what is asked on standard error would not be seen",
        ));
    }
    let question = format!("Perform `{action}`, which removes something, on connection `{connection}` with {input}?");
    if prompt::agrees(printer, &question).await? { Ok(()) } else { Err(Failure::Cancelled { uncertain: false }) }
}

impl From<DryRunMode> for DryRun {
    fn from(mode: DryRunMode) -> Self {
        match mode {
            DryRunMode::Online => Self::Online,
            DryRunMode::Offline => Self::Offline,
        }
    }
}
