//! Prints what a run hands over, and what comes of it.

use clap::{Args, ValueEnum};
use connector_runtime::{Error, Event, Output, Run, RunState, Runtime};
use serde_json::json;

use super::planned::planned_request;
use super::progress::Progress;
use super::results::Results;
use super::save::{self, Target};
use crate::context::Context;
use crate::exit;
use crate::failure::Failure;
use crate::interrupt::Interrupt;

/// Warnings about one output that are shown.
const SHOWN_WARNINGS: usize = 3;

/// How a run's output is handed over.
#[derive(Args)]
pub(crate) struct Delivery {
    /// Where to save a file that the action receives: a file, a folder, or `-` for standard output
    #[arg(long, value_name = "PATH")]
    save: Option<Target>,
    /// How the output is printed: one JSON document; or one line for each result as it comes, of actions that hand them
    /// over one by one, as lists do with `all`, and else the document on one line
    #[arg(short, long, value_name = "FORMAT", default_value = "json")]
    output: Format,
    /// Do not wait for work that the service goes on with: print the run's id, for `connector runs resume`
    #[arg(long)]
    detach: bool,
}

/// How the output is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Ndjson,
}

/// What came of a run that was delivered.
#[derive(Default)]
pub(crate) struct Delivered {
    /// The run, where it is kept and done.
    pub(crate) done: Option<String>,
    /// Where a dry run ended at a request that it did not send: how many more would go side by side with it.
    pub(crate) planned: Option<usize>,
    failed: u64,
    uncertain: u64,
}

impl Delivered {
    /// Whether every result is what was wanted.
    pub(crate) fn judge(&self) -> Result<(), Failure> {
        let Self { failed, uncertain, .. } = *self;
        if failed == 0 && uncertain == 0 { Ok(()) } else { Err(Failure::Results { failed, uncertain }) }
    }
}

impl Delivery {
    /// Whether a run ends where it would wait.
    pub(crate) fn detaches(&self) -> bool {
        self.detach
    }

    /// Prints what a run hands over, then what came of it.
    pub(crate) async fn deliver(
        &self,
        run: Run,
        interrupt: Interrupt,
        runtime: &Runtime,
        context: &Context,
    ) -> Result<Delivered, Failure> {
        let kept = run.record().map(|record| record.id.clone());
        let delivered = self.follow(run, interrupt, kept.as_deref(), context).await;
        match (delivered, kept) {
            // Whoever read the output has enough of it.
            (Err(Failure::OutputClosed), Some(id)) => {
                if runtime.cancel_run(&id).await.is_ok() {
                    runtime.remove_run(&id).await?;
                }
                Err(Failure::OutputClosed)
            }
            // It was ended by `runs cancel`, or another process has it.
            (Err(failure @ Failure::Library { error: Error::Cancelled | Error::RunLost { .. }, .. }), _) => {
                Err(failure)
            }
            (Err(failure), Some(id)) => Err(match runtime.run(&id).await {
                // Nothing can be gone on with: it has nothing to go on from, or it is through.
                Err(Error::UnknownRun { .. }) => failure,
                Ok(run) if run.state == RunState::Done => failure,
                kept => failure.of_run(id, kept.is_ok_and(|run| run.uncertain)),
            }),
            (delivered, _) => delivered,
        }
    }

    async fn follow(
        &self,
        run: Run,
        interrupt: Interrupt,
        kept: Option<&str>,
        context: &Context,
    ) -> Result<Delivered, Failure> {
        let printer = &context.printer;
        let silent = matches!(self.save, Some(Target::Stdout));
        let mut results = Results::new(self.output == Format::Ndjson, silent);
        let output = follow(run, interrupt, &mut results, self.detach, context).await?;
        for warning in output.warnings.iter().take(SHOWN_WARNINGS) {
            printer.warn(warning);
        }
        if output.warnings.len() > SHOWN_WARNINGS {
            printer.warn(format!("{} more like these", output.warnings.len() - SHOWN_WARNINGS));
        }
        if let Some(waiting) = output.waiting {
            let id = kept.unwrap_or_default();
            results.close()?;
            results.document(&json!({ "run": id, "state": "waiting", "message": waiting.message }))?;
            printer.done(format!("waiting: {}", waiting.message));
            printer.hint(format!("`connector runs resume {id}` goes on with it"));
            return Ok(Delivered::default());
        }
        if let Some(planned) = output.planned {
            results.last(&planned_request(&planned))?;
            return Ok(Delivered { planned: Some(planned.others), ..Delivered::default() });
        }
        save::all(&output.blobs, self.save.as_ref(), printer)?;
        results.end(&output, printer)?;
        let (failed, uncertain) = (output.failed_results(), output.uncertain_results());
        Ok(Delivered { done: kept.map(str::to_owned), planned: None, failed, uncertain })
    }
}

/// Prints what a run hands over, until it ends or Ctrl-C is pressed.
async fn follow(
    mut run: Run,
    mut interrupt: Interrupt,
    results: &mut Results,
    detached: bool,
    context: &Context,
) -> Result<Output, Failure> {
    let mut progress = Progress::new(&context.printer);
    tokio::spawn(exit_when_interrupted_twice());
    loop {
        tokio::select! {
            biased;
            () = interrupt.heard() => {
                progress.clear();
                results.flush()?;
                return Err(Failure::Cancelled { uncertain: run.interrupt().await? });
            }
            event = run.next() => match event {
                Some(Event::Item(item)) => {
                    progress.make_way();
                    results.item(&item)?;
                }
                Some(Event::Progress { done, total, message }) => progress.show(done, total, message),
                // Asking for the next event says that what was printed is safe.
                Some(Event::Saved { .. }) => results.flush()?,
                Some(Event::Waiting { message, .. }) => {
                    results.flush()?;
                    if !detached {
                        progress.wait(&message);
                    }
                }
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
        std::process::exit(exit::CANCELLED.into());
    }
}
