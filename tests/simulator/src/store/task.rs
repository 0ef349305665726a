//! Tasks: the check boxes in the storage of pages and blog posts.

use super::{Format, Kind, Store};
use crate::clock::Stamp;
use crate::markup;

/// Is a task as it stands.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    pub(crate) id: u64,
    /// The page or blog post that has it.
    pub(crate) content: u64,
    /// Its id within that content.
    pub(crate) local: String,
    /// The storage of its text.
    pub(crate) body: String,
    pub(crate) done: bool,
    /// The account id in the first mention of its text.
    pub(crate) assignee: Option<String>,
    pub(crate) created: Stamp,
    pub(crate) updated: Stamp,
    pub(crate) completed: Option<Stamp>,
}

impl Store {
    /// Returns all tasks in the order of their ids.
    pub(crate) fn tasks(&self) -> &[Task] {
        &self.facets.tasks
    }

    /// Checks a task or takes the check away, in the content's text too; tells whether there is such a task.
    pub(crate) fn set_task(&mut self, id: u64, done: bool) -> bool {
        let at = self.now();
        let Some(task) = self.facets.tasks.iter_mut().find(|task| task.id == id) else { return false };
        task.done = done;
        task.updated = at;
        task.completed = done.then_some(at);
        let (content, local) = (task.content, task.local.clone());
        // The check box changes in place; that this makes no new version is a guess.
        if let Some(page) = self.pages.get_mut(&content).filter(|page| page.latest.body.format == Format::Storage) {
            page.latest.body.value = markup::with_task(&page.latest.body.value, &local, done);
        }
        true
    }

    /// Takes note of the tasks in the latest version of some content; those that are known keep their ids.
    pub(super) fn note_tasks(&mut self, content: u64) {
        let Some(page) = self.pages.get(&content).filter(|page| matches!(page.kind, Kind::Page | Kind::Blogpost))
        else {
            return;
        };
        let at = page.latest.at;
        let found = markup::tasks(&page.latest.body.storage());
        let mut known = Vec::new();
        self.facets.tasks.retain(|task| {
            let keep = task.content != content;
            if !keep {
                known.push(task.clone());
            }
            keep
        });
        for markup::TaskElement { local, done, body, assignee } in found {
            let before = known.iter().find(|task| task.local == local);
            let same = before.is_some_and(|task| task.done == done && task.body == body);
            let task = Task {
                id: before.map_or_else(|| self.id(), |task| task.id),
                content,
                local,
                body,
                done,
                assignee,
                created: before.map_or(at, |task| task.created),
                updated: before.filter(|_| same).map_or(at, |task| task.updated),
                completed: done.then(|| before.and_then(|task| task.completed).unwrap_or(at)),
            };
            self.facets.tasks.push(task);
        }
        self.facets.tasks.sort_by_key(|task| task.id);
    }
}
