//! Long tasks: what takes effect after a while.

use super::Instance;

/// Is what a task does in the end.
#[derive(Debug, Clone)]
pub(crate) enum Job {
    /// Deletes the space with this id and key.
    DeleteSpace(u64, String),
    /// Deletes the user with this key and name.
    DeleteUser(String, String),
}

/// Is a long task; each look at it brings it on by half.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    pub(crate) id: String,
    pub(crate) job: Job,
    pub(crate) percentage: u32,
}

impl Instance {
    /// Starts a task and returns its id.
    pub(crate) fn start_task(&mut self, job: Job) -> String {
        let serial = self.id();
        self.now();
        let id = format!("00000000-0000-4000-8000-{serial:012x}");
        self.tasks.push(Task { id: id.clone(), job, percentage: 0 });
        id
    }

    /// Brings a task on and returns it; its effect comes with its end, so that nobody takes a start for an end.
    pub(crate) fn advance_task(&mut self, id: &str) -> Option<Task> {
        let task = self.tasks.iter_mut().find(|task| task.id == id)?;
        let finishes = task.percentage == 50;
        task.percentage = (task.percentage + 50).min(100);
        let task = task.clone();
        if finishes {
            match &task.job {
                Job::DeleteSpace(space, _) => self.remove_space(*space),
                Job::DeleteUser(key, _) => self.remove_user(key),
            }
        }
        Some(task)
    }
}
