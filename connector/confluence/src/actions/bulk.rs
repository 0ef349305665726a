//! Performing an action for many items: side by side, with a result for each, and so that it can be resumed.

pub(super) mod archived;
mod blogposts;
mod labels;
mod pages;
mod spaces;
#[cfg(test)]
mod tests;

use connector_sdk::serde_json::{Value, to_string};
use connector_sdk::{Action, Context, Error, ErrorKind, Fields, Json, Outcome, Told};
use serde::{Deserialize, Serialize};

pub use self::blogposts::{CreateBlogposts, DeleteBlogposts, UpdateBlogposts};
pub use self::labels::{ContentLabels, LabelContent, LabelWork};
pub use self::pages::{CreatePages, DeletePages, MovePages, UpdatePages};
use crate::models::{ItemCounts, ItemError, ItemResult, ItemStatus};

/// How many items are performed side by side where the input does not say: as many requests as a host sends at once.
const AT_ONCE: u64 = 8;

/// Performs an action for each input; see [`Context::perform_each`].
type Each = fn(&Context<'_>, &[Fields], &mut dyn FnMut(Told) -> Result<bool, Error>) -> Result<(), Error>;

/// The one that performs this action.
fn each<A: Action>(
    context: &Context<'_>,
    inputs: &[Fields],
    told: &mut dyn FnMut(Told) -> Result<bool, Error>,
) -> Result<(), Error> {
    context.perform_each::<A>(inputs, told)
}

/// Many items of one action.
struct Bulk {
    /// What performs it.
    each: Each,
    /// The fields whose values items that are performed side by side must not have in common: what concerns the same
    /// content goes in the order of the items.
    apart: &'static [&'static str],
}

/// How far a bulk action is: what it resumes with.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Standing {
    /// The first item that was not begun.
    next: usize,
    /// The items before it that are not through.
    open: Vec<usize>,
    /// Those of them that may have changed something which would be changed twice if they were performed again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sent: Vec<usize>,
    done: u64,
    failed: u64,
    uncertain: u64,
}

impl Bulk {
    /// Performs the items of an input, or those that are left.
    ///
    /// # Errors
    /// What concerns the connection and not one item: going on would only fail for the others too. The items that it hit
    /// stay open, so that a resumed run tries them again. Those whose answers were not heard before a run was broken off are
    /// uncertain instead.
    fn perform(&self, context: &Context<'_>, mut fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        let items = items(&mut fields);
        let stops = fields.get("stopOnError") == Some(&Value::Bool(true));
        let at_once = fields.get("concurrency").and_then(Value::as_u64).unwrap_or(AT_ONCE);
        let mut standing: Standing = resume.map(|resume| resume.read()).transpose()?.unwrap_or_default();
        let total = Some(items.len() as u64);
        let mut wanted = true;
        standing.sent.retain(|index| *index < items.len());
        if !standing.sent.is_empty() {
            let unheard = standing.sent.iter().map(|index| (*index, Err(unheard()))).collect();
            wanted = standing.tell(context, unheard, total)?;
        }
        let mut skipped = 0;
        while wanted {
            let left: Vec<usize> = standing.left(items.len()).collect();
            if stops && standing.failed + standing.uncertain > 0 {
                let results: Vec<String> =
                    left.iter().map(|index| written(&result(*index, ItemStatus::Skipped))).collect::<Result<_, _>>()?;
                skipped = left.len() as u64;
                context.emit(&results);
                break;
            }
            let chosen = self.choose(&items, &left, at_once);
            if chosen.is_empty() {
                break;
            }
            standing.begin(&chosen);
            let inputs: Vec<Fields> = chosen.iter().map(|index| items[*index].clone()).collect();
            let mut ended = None;
            (self.each)(context, &inputs, &mut |told| {
                match told {
                    Told::Changing(places) => {
                        let sent = standing.sent.len();
                        for index in places.into_iter().map(|place| chosen[place]) {
                            if !standing.sent.contains(&index) {
                                standing.sent.push(index);
                            }
                        }
                        if standing.sent.len() > sent {
                            context.save(&standing)?;
                        }
                    }
                    Told::Through(finished) => {
                        let mut through = Vec::with_capacity(finished.len());
                        for (place, outcome) in finished {
                            match outcome {
                                Err(error) if concerns_all(&error) => {
                                    standing.sent.retain(|sent| *sent != chosen[place]);
                                    ended = Some(error);
                                }
                                outcome => through.push((chosen[place], outcome)),
                            }
                        }
                        wanted = standing.tell(context, through, total)?;
                    }
                }
                Ok(wanted)
            })?;
            if let Some(error) = ended {
                return Err(error);
            }
        }
        let Standing { done, failed, uncertain, .. } = standing;
        Json::of(&ItemCounts { done, failed, uncertain, skipped }).map(Outcome::Done)
    }

    /// The next items that can be performed side by side.
    fn choose(&self, items: &[Fields], left: &[usize], at_once: u64) -> Vec<usize> {
        let mut concerned: Vec<&str> = Vec::new();
        let mut chosen = Vec::new();
        for index in left.iter().copied().take(usize::try_from(at_once).unwrap_or(1)) {
            let concerns: Vec<&str> =
                self.apart.iter().filter_map(|name| items[index].get(*name).and_then(Value::as_str)).collect();
            if concerns.iter().any(|id| concerned.contains(id)) {
                break;
            }
            concerned.extend(concerns);
            chosen.push(index);
        }
        chosen
    }
}

impl Standing {
    fn left(&self, count: usize) -> impl Iterator<Item = usize> {
        self.open.iter().copied().filter(move |open| *open < count).chain(self.next..count)
    }

    fn begin(&mut self, chosen: &[usize]) {
        for index in chosen {
            if *index >= self.next {
                self.next = index + 1;
                self.open.push(*index);
            }
        }
    }

    /// Hands over what came of items, and saves that; whether somebody wants more.
    fn tell(
        &mut self,
        context: &Context<'_>,
        through: Vec<(usize, Result<Json, Error>)>,
        total: Option<u64>,
    ) -> Result<bool, Error> {
        let results: Vec<String> = through
            .into_iter()
            .map(|(index, outcome)| self.note(index, outcome).and_then(|result| written(&result)))
            .collect::<Result<_, _>>()?;
        let wanted = results.is_empty() || context.emit(&results);
        context.save(self)?;
        context.report(self.done + self.failed + self.uncertain, total, "items");
        Ok(wanted)
    }

    fn note(&mut self, index: usize, outcome: Result<Json, Error>) -> Result<ItemResult<Value>, Error> {
        self.open.retain(|open| *open != index);
        self.sent.retain(|sent| *sent != index);
        Ok(match outcome {
            Ok(output) => {
                self.done += 1;
                ItemResult { output: Some(output.read()?), ..result(index, ItemStatus::Done) }
            }
            Err(error) => {
                let (count, status) = if error.uncertain {
                    (&mut self.uncertain, ItemStatus::Uncertain)
                } else {
                    (&mut self.failed, ItemStatus::Failed)
                };
                *count += 1;
                let error = ItemError::of(error, &format!("/items/{index}"));
                ItemResult { error: Some(error), ..result(index, status) }
            }
        })
    }
}

/// What is said of an item whose answer nobody heard.
fn unheard() -> Error {
    let error = Error::new(ErrorKind::Transport, "the run was broken off before Confluence answered")
        .hint("Look whether it was done, and give it again if it was not");
    Error { uncertain: true, ..error }
}

fn result(index: usize, status: ItemStatus) -> ItemResult<Value> {
    ItemResult { index, status, output: None, error: None }
}

fn written(result: &ItemResult<Value>) -> Result<String, Error> {
    to_string(result)
        .map_err(|error| Error::new(ErrorKind::Internal, format!("the result of an item has no JSON form: {error}")))
}

/// Takes the items out of an input.
fn items(fields: &mut Fields) -> Vec<Fields> {
    let Some(Value::Array(items)) = fields.shift_remove("items") else { return Vec::new() };
    let objects = items.into_iter().map(|item| match item {
        Value::Object(item) => item,
        _ => Fields::new(),
    });
    objects.collect()
}

/// Whether what failed for one item would fail for the others too. What may have been performed is that item's alone.
pub(super) fn concerns_all(error: &Error) -> bool {
    let kinds = [ErrorKind::Unauthenticated, ErrorKind::RateLimited, ErrorKind::Transport, ErrorKind::Internal];
    !error.uncertain && (kinds.contains(&error.kind) || !error.missing_scopes.is_empty())
}
