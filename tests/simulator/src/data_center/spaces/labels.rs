//! Lists of labels: everywhere below `/label`, in one space below `/space/{spaceKey}/labels`.

use std::collections::BTreeMap;

use http::StatusCode;

use super::seen_space;
use crate::answer::{Answer, Reply};
use crate::clock::Stamp;
use crate::data_center::call::Call;
use crate::data_center::content::labels::{PREFIXES, named};
use crate::data_center::instance::{Instance, Label};
use crate::data_center::listing::Window;
use crate::data_center::refusal::{invalid, missing};
use crate::data_center::view::label;

/// How often a label is used, and when last.
type Use = (usize, Stamp);

/// Lists labels by name, prefix, space and owner.
pub(in crate::data_center) fn matching(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(&["labelName", "owner", "namespace", "spaceKey", "start", "limit"], &[])?;
    let prefix = parameters.choice("namespace", PREFIXES)?;
    let window = Window::read(call, 100)?;
    let instance = call.instance();
    let space = parameters.one("spaceKey").map(|key| seen_space(call, &instance, key).map(|space| space.id));
    let space = space.transpose()?;
    let owner = parameters.one("owner").map(|name| instance.user_named(name).map(|user| user.key.as_str()));
    let ids = match parameters.one("labelName") {
        None => None,
        Some(name) => {
            let ids = named(&instance, name);
            Some(if ids.is_empty() { return Err(missing(&format!("No label {name}"))) } else { ids })
        }
    };
    let used = |label: u64, space: u64| {
        let mut content = instance.content.values().filter(|content| content.space == space && content.is_current());
        content.any(|content| content.labels.iter().any(|labelling| labelling.label == label))
    };
    let rows = instance.labels.values().filter(|label| {
        ids.as_ref().is_none_or(|ids| ids.contains(&label.id))
            && prefix.is_none_or(|prefix| label.prefix == prefix)
            && owner.is_none_or(|owner| owner == Some(label.owner.as_str()))
            && space.is_none_or(|space| used(label.id, space))
            // Labels of their own are shown to their owners alone.
            && (label.prefix != "my" || label.owner == call.user)
    });
    Ok(Answer::json(StatusCode::OK, &window.page(call, rows.collect(), label)))
}

/// Lists the global labels from the most to the least used.
pub(in crate::data_center) fn popular(call: &Call<'_>) -> Reply {
    ranked(call, None, 100, |(count, _)| usize::MAX - count)
}

/// Lists the global labels from the last to the first used.
pub(in crate::data_center) fn recent(call: &Call<'_>) -> Reply {
    ranked(call, None, 100, |(_, last)| std::cmp::Reverse(last))
}

/// Lists the labels that stand beside one, from the most to the least used.
pub(in crate::data_center) fn related(call: &Call<'_>) -> Reply {
    let name = call.capture(0);
    beside(call, None, name, 100)
}

/// Lists the global labels of a space by name.
pub(in crate::data_center) fn of_space(call: &Call<'_>) -> Reply {
    ranked(call, Some(call.capture(0)), 25, |_| 0)
}

/// Lists the global labels of a space from the most to the least used.
pub(in crate::data_center) fn popular_of_space(call: &Call<'_>) -> Reply {
    ranked(call, Some(call.capture(0)), 25, |(count, _)| usize::MAX - count)
}

/// Lists the global labels of a space from the last to the first used.
pub(in crate::data_center) fn recent_of_space(call: &Call<'_>) -> Reply {
    ranked(call, Some(call.capture(0)), 25, |(_, last)| std::cmp::Reverse(last))
}

/// Lists the labels of a space that stand beside one.
pub(in crate::data_center) fn related_of_space(call: &Call<'_>) -> Reply {
    beside(call, Some(call.capture(0)), call.capture(1), 25)
}

fn ranked<K: Ord>(call: &Call<'_>, space: Option<&str>, limit: usize, rank: impl Fn(Use) -> K) -> Reply {
    let (window, instance) = (window(call, limit)?, call.instance());
    let space = space.map(|key| seen_space(call, &instance, key).map(|space| space.id)).transpose()?;
    let uses = instance.label_uses(&call.user, space);
    Ok(answer(call, &instance, &window, uses, rank))
}

fn beside(call: &Call<'_>, space: Option<&str>, name: &str, limit: usize) -> Reply {
    let (window, instance) = (window(call, limit)?, call.instance());
    let space = space.map(|key| seen_space(call, &instance, key).map(|space| space.id)).transpose()?;
    if name.trim().is_empty() {
        return Err(invalid("The name of the label is empty"));
    }
    let ids = named(&instance, name);
    if ids.is_empty() {
        return Err(missing(&format!("No label {name}")));
    }
    let mut uses: BTreeMap<u64, Use> = instance.label_uses(&call.user, space);
    for (label, (count, _)) in &mut uses {
        let both = instance.content.values().filter(|content| {
            let has = |wanted: &dyn Fn(u64) -> bool| content.labels.iter().any(|one| wanted(one.label));
            let listed = content.is_current() && space.is_none_or(|space| content.space == space);
            listed && has(&|id| id == *label) && has(&|id| ids.contains(&id))
        });
        *count = both.count();
    }
    uses.retain(|label, (count, _)| *count > 0 && !ids.contains(label));
    Ok(answer(call, &instance, &window, uses, |(count, _)| usize::MAX - count))
}

fn window(call: &Call<'_>, limit: usize) -> Result<Window, Answer> {
    call.parameters.only(&["start", "limit"], &[])?;
    Window::read(call, limit)
}

/// Writes labels by rank; equals are in the order of their names.
fn answer<K: Ord>(
    call: &Call<'_>,
    instance: &Instance,
    window: &Window,
    uses: BTreeMap<u64, Use>,
    rank: impl Fn(Use) -> K,
) -> Answer {
    let found = uses.into_iter().filter_map(|(id, uses)| Some((instance.labels.get(&id)?, uses)));
    let mut rows: Vec<(&Label, Use)> = found.collect();
    rows.sort_by(|(a, first), (b, second)| rank(*first).cmp(&rank(*second)).then_with(|| a.name.cmp(&b.name)));
    Answer::json(StatusCode::OK, &window.page(call, rows, |(used, _)| label(used)))
}
