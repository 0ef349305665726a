//! Templates of pages.

use serde_json::Value;

use crate::store::Store;

/// Is a template.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    pub(crate) id: u64,
    /// The space that has it; absent for one of the site.
    pub(crate) space: Option<u64>,
    pub(crate) name: String,
    pub(crate) description: String,
    /// As it was written: `{"storage":{"value","representation"}}`.
    pub(crate) body: Value,
    /// As they were written.
    pub(crate) labels: Value,
}

impl Store {
    /// Returns all templates.
    pub(crate) fn templates(&self) -> &[Template] {
        &self.administration.templates
    }

    /// Adds a template under a new id, and returns it.
    pub(crate) fn add_template(&mut self, mut template: Template) -> Template {
        template.id = self.id();
        self.administration.templates.push(template.clone());
        template
    }

    /// Changes a template and tells whether there is one with its id.
    pub(crate) fn change_template(&mut self, changed: &Template) -> bool {
        let known = self.administration.templates.iter_mut().find(|template| template.id == changed.id);
        known.map(|template| *template = changed.clone()).is_some()
    }

    /// Removes a template and tells whether there was one.
    pub(crate) fn remove_template(&mut self, id: u64) -> bool {
        let templates = &mut self.administration.templates;
        let before = templates.len();
        templates.retain(|template| template.id != id);
        templates.len() < before
    }
}
