//! `POST /content/archive`.

use crate::answer::{Answer, Reply};
use crate::refusal::Shape;
use crate::site::Call;
use crate::store::{Job, Status};
use crate::v1::long_tasks;

/// How many pages may be archived at once.
const MOST: usize = 300;

/// Archives pages, one job at a time.
pub(crate) fn archive(call: &Call<'_>) -> Reply {
    let pages: Vec<u64> =
        call.value["pages"].as_array().into_iter().flatten().filter_map(|page| page["id"].as_u64()).collect();
    if pages.is_empty() || pages.len() > MOST {
        return Err(Shape::V1.invalid(&format!("Between 1 and {MOST} pages can be archived at once")));
    }
    let mut store = call.world.store();
    let busy = store.long_tasks().iter().any(|task| !task.done && matches!(task.job, Job::Archive(_)));
    if busy {
        return Err(Shape::V1.invalid("Another archive job is running"));
    }
    for id in &pages {
        match store.page(*id).map(|page| page.status) {
            // An unknown id was seen to break the site.
            None => return Err(unexpected()),
            Some(Status::Current) => {}
            Some(_) => return Err(Shape::V1.invalid(&format!("Content {id} is not current"))),
        }
    }
    Ok(long_tasks::accept(call, &mut store, Job::Archive(pages)))
}

fn unexpected() -> Answer {
    crate::refusal::v1(http::StatusCode::INTERNAL_SERVER_ERROR, "An unexpected error occurred")
}
