//! Work that goes on after its request was answered.

use std::time::Duration;

use crate::store::Store;

/// How many looks at a task it takes until it is done.
const POLLS: u32 = 2;
/// How much of the time that tests own it takes, if nobody looks.
const TIME: Duration = Duration::from_mins(1);
/// How deep a tree is cleared.
const DEEPEST: u64 = 1000;

/// Is what is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Job {
    /// Archives pages.
    Archive(Vec<u64>),
    /// Trashes a page and all below it.
    DeleteTree(u64),
    /// Removes a space.
    DeleteSpace(u64),
    /// Copies a page, maybe with all below it.
    Copy(PageCopy),
}

/// Says what to copy and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageCopy {
    pub(crate) page: u64,
    /// The page below which the copies go.
    pub(crate) destination: u64,
    /// Whether what is below the page is copied, too.
    pub(crate) descendants: bool,
    pub(crate) facets: CopiedFacets,
    /// What goes before each title.
    pub(crate) prefix: String,
    /// What is replaced in each title, and by what.
    pub(crate) replacement: Option<(String, String)>,
}

impl PageCopy {
    /// Returns the title of the copy of a page with this title.
    pub(crate) fn title(&self, title: &str) -> String {
        let replaced = match &self.replacement {
            Some((search, replace)) => title.replace(search, replace),
            None => title.to_owned(),
        };
        format!("{}{replaced}", self.prefix)
    }
}

/// Says what of that which hangs on a page is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "the fields of a request, each on its own")]
pub(crate) struct CopiedFacets {
    pub(crate) attachments: bool,
    pub(crate) permissions: bool,
    pub(crate) properties: bool,
    pub(crate) labels: bool,
}

/// Is a job on its way.
#[derive(Debug, Clone)]
pub(crate) struct LongTask {
    pub(crate) id: u64,
    pub(crate) job: Job,
    pub(crate) polls: u32,
    /// When it was asked for, in the time that tests own.
    pub(crate) begun: Duration,
    pub(crate) done: bool,
    /// Why it failed; absent if it went well or goes on.
    pub(crate) failure: Option<String>,
}

impl LongTask {
    /// Returns how much of it is done.
    pub(crate) fn percentage(&self) -> u32 {
        if self.done { 100 } else { 100 * self.polls.min(POLLS - 1) / POLLS }
    }

    fn is_due(&self, now: Duration) -> bool {
        !self.done && (self.polls >= POLLS || now.saturating_sub(self.begun) >= TIME)
    }
}

impl Store {
    /// Accepts a job and returns the id of its task.
    pub(crate) fn begin(&mut self, job: Job, begun: Duration) -> u64 {
        let id = self.id();
        self.administration.long_tasks.push(LongTask { id, job, polls: 0, begun, done: false, failure: None });
        id
    }

    /// Returns all tasks, finished ones too.
    pub(crate) fn long_tasks(&self) -> &[LongTask] {
        &self.administration.long_tasks
    }

    /// Looks at a task, which brings it forward, and returns how it stands then.
    pub(crate) fn look_at_long_task(&mut self, id: u64, now: Duration) -> Option<LongTask> {
        let task = self.administration.long_tasks.iter_mut().find(|task| task.id == id)?;
        task.polls += 1;
        self.run_due(now);
        self.long_tasks().iter().find(|task| task.id == id).cloned()
    }

    /// Does the jobs whose time has come.
    pub(crate) fn run_due(&mut self, now: Duration) {
        let due: Vec<(u64, Job)> = self
            .administration
            .long_tasks
            .iter()
            .filter(|task| task.is_due(now))
            .map(|task| (task.id, task.job.clone()))
            .collect();
        for (id, job) in due {
            let failure = self.run(job).err();
            if let Some(task) = self.administration.long_tasks.iter_mut().find(|task| task.id == id) {
                task.done = true;
                task.failure = failure;
            }
        }
    }

    fn run(&mut self, job: Job) -> Result<(), String> {
        match job {
            Job::Archive(pages) => {
                for page in pages {
                    self.archive(page);
                }
            }
            Job::DeleteTree(page) => {
                let below: Vec<u64> = self.descendants(page, DEEPEST).iter().map(|(page, _)| page.id).collect();
                // From the bottom up, so that no child moves up on the way.
                for id in below.into_iter().rev().chain([page]) {
                    self.trash(id);
                }
            }
            Job::DeleteSpace(space) => self.delete_space(space),
            Job::Copy(copy) => self.copy_tree(&copy, copy.page, copy.destination)?,
        }
        Ok(())
    }

    fn copy_tree(&mut self, copy: &PageCopy, page: u64, destination: u64) -> Result<(), String> {
        // Listed first: the destination may be below the page.
        let children: Vec<u64> =
            if copy.descendants { self.children(page).map(|child| child.id).collect() } else { Vec::new() };
        let made = self.copy_page(copy, page, destination)?;
        for child in children.into_iter().filter(|child| *child != made) {
            self.copy_tree(copy, child, made)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Job, LongTask};
    use std::time::Duration;

    #[test]
    fn looks_or_time_bring_a_task_forward() {
        let task = |polls: u32| LongTask {
            id: 1,
            job: Job::DeleteTree(1),
            polls,
            begun: Duration::ZERO,
            done: false,
            failure: None,
        };
        assert_eq!([0, 1].map(|polls| task(polls).percentage()), [0, 50]);
        assert!(!task(1).is_due(Duration::from_secs(59)));
        assert!(task(2).is_due(Duration::ZERO) && task(0).is_due(Duration::from_mins(1)));
    }
}
