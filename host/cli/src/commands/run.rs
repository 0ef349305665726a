//! `connector run`

mod input;
mod progress;
mod results;
mod save;

use std::collections::BTreeMap;
use std::path::Path;

use clap::{Args, ValueEnum};
use connector_runtime::{DryRun, Event, Output, PlannedRequest, Run as Running, Runtime};
use serde_json::{Value, json};

use self::progress::Progress;
use self::results::Results;
use self::save::Target;
use crate::arguments::{OutputArgs, Pair};
use crate::context::Context;
use crate::failure::Failure;
use crate::interrupt::Interrupt;

/// Warnings about one output that are shown.
const SHOWN_WARNINGS: usize = 3;

#[derive(Args)]
pub(crate) struct Run {
    /// The action, such as `get-page`; `connector actions` shows all of them
    action: String,
    /// The connection; may be left out where there is one
    #[arg(short, long, value_name = "NAME")]
    connection: Option<String>,
    /// The input as JSON, `@FILE` for a file, `-` for standard input
    #[arg(short, long, value_name = "JSON")]
    input: Option<String>,
    /// A field of the input, typed by the action's schema: `limit=5`, `id=1,2`, `body.value=Hello`
    #[arg(short, long, value_name = "KEY=VALUE")]
    set: Vec<Pair>,
    /// A file for a field of the input that takes one
    #[arg(short, long, value_name = "KEY=PATH")]
    file: Vec<Pair>,
    /// Where to save a file that the action receives: a file, a folder, or `-` for standard output
    #[arg(long, value_name = "PATH")]
    save: Option<Target>,
    /// How the output is printed: one JSON document, or one line for each result as it comes
    #[arg(short, long, value_name = "FORMAT", default_value = "json")]
    output: Format,
    /// Change nothing: print the first request that would change something, or with `offline` the first of all
    #[arg(long = "dry-run", value_name = "MODE", num_args = 0..=1, require_equals = true, default_missing_value = "online")]
    dry: Option<DryRunMode>,
    #[command(flatten)]
    pub(crate) json: OutputArgs,
}

/// How the output is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Ndjson,
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
        let name = connection_name(&runtime, self.connection).await?;
        let of_connection = |error| Failure::of_connection(error, &name);
        let connection = runtime.connection(&name).await.map_err(of_connection)?;
        for warning in runtime.connection_warnings(connection.record()).await? {
            context.printer.warn(format!("connection `{name}`: {warning}"));
        }
        let call = connection.action(&self.action).map_err(of_connection)?;
        let input = input::build(call.manifest().input_schema.get(), self.input.as_deref(), &self.set)?;
        let mut call = call.input(input);
        for file in &self.file {
            let media_type = mime_guess::from_path(&file.value).first().map(|guess| guess.to_string());
            call = call.file(&file.key, Path::new(&file.value), media_type)?;
        }
        if let Some(mode) = self.dry {
            call = call.dry_run(match mode {
                DryRunMode::Online => DryRun::Online,
                DryRunMode::Offline => DryRun::Offline,
            });
        }
        let silent = matches!(self.save, Some(Target::Stdout));
        let mut results = Results::new(self.output == Format::Ndjson, silent);
        // Before the first request.
        let interrupt = Interrupt::listen().await?;
        let output = follow(call.start()?, interrupt, &mut results, context).await;
        let output = output.map_err(|failure| failure.about_connection(&name))?;
        for warning in output.warnings.iter().take(SHOWN_WARNINGS) {
            context.printer.warn(warning);
        }
        if output.warnings.len() > SHOWN_WARNINGS {
            context.printer.warn(format!("{} more like these", output.warnings.len() - SHOWN_WARNINGS));
        }
        if let Some(planned) = output.planned {
            results.document(&planned_request(&planned))?;
            context.printer.done(match self.dry {
                Some(DryRunMode::Offline) => "dry run: nothing was sent",
                _ => "dry run: nothing was sent that changes anything",
            });
            return Ok(());
        }
        save::all(&output.blobs, self.save.as_ref(), &context.printer)?;
        results.end(&output, &context.printer)
    }
}

/// The connection of this name, or the only one.
async fn connection_name(runtime: &Runtime, given: Option<String>) -> Result<String, Failure> {
    if let Some(name) = given {
        return Ok(name);
    }
    let mut connections = runtime.connections().await?;
    match connections.len() {
        1 => Ok(connections.remove(0).name),
        0 => Err(Failure::usage("there is no connection", "`connector connections add NAME` adds one")),
        _ => {
            let names: Vec<String> = connections.iter().map(|connection| format!("`{}`", connection.name)).collect();
            Err(Failure::usage(
                "it is not said which connection is meant",
                format!("Add `--connection` with one of {}", names.join(", ")),
            ))
        }
    }
}

/// Prints what a run hands over, until it ends or Ctrl-C is pressed.
async fn follow(
    mut run: Running,
    mut interrupt: Interrupt,
    results: &mut Results,
    context: &Context,
) -> Result<Output, Failure> {
    let mut progress = Progress::new(context.printer.draws());
    tokio::spawn(exit_when_interrupted_twice());
    loop {
        tokio::select! {
            biased;
            () = interrupt.heard() => {
                progress.clear();
                return Err(Failure::Cancelled { uncertain: run.cancel() });
            }
            event = run.next() => match event {
                Some(Event::Item(item)) => {
                    progress.make_way();
                    results.item(&item)?;
                }
                Some(Event::Progress { done, total, message }) => progress.show(done, total, message),
                Some(_) => {}
                None => break,
            },
            // Nothing is ready: what was printed so far is shown before waiting.
            () = std::future::ready(()), if results.is_held() => results.flush()?,
        }
    }
    progress.clear();
    Ok(run.finish().await?)
}

/// Ends the process where a first Ctrl-C is not heeded: stdout may take nothing any more.
#[expect(clippy::exit, reason = "whoever is blocked cannot return")]
async fn exit_when_interrupted_twice() {
    if let (Ok(()), Ok(())) = (tokio::signal::ctrl_c().await, tokio::signal::ctrl_c().await) {
        std::process::exit(130);
    }
}

/// What a dry run prints.
fn planned_request(planned: &PlannedRequest) -> Value {
    let mut headers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, value) in &planned.headers {
        headers.entry(name).or_default().push(value);
    }
    // Headers of one name are one list.
    let headers: BTreeMap<&str, String> = headers.into_iter().map(|(name, values)| (name, values.join(", "))).collect();
    let mut request = json!({ "method": planned.method, "url": planned.url, "headers": headers });
    if let Some(body) = &planned.body {
        request["body"] = body.clone();
    }
    json!({ "dryRun": true, "request": request })
}
