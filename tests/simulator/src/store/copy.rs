//! Copies of pages.

use super::administration::{CopiedFacets, PageCopy};
use super::{NewFile, Page, Restriction, Status, Store};

impl Store {
    /// Copies one page below another and returns the copy's id, or tells why it cannot.
    pub(crate) fn copy_page(&mut self, copy: &PageCopy, page: u64, destination: u64) -> Result<u64, String> {
        let absent = |id: u64| format!("There is no page with id {id}");
        let space = self.content(destination).map(|page| page.space).ok_or_else(|| absent(destination))?;
        let source = self.page(page).ok_or_else(|| absent(page))?;
        let title = copy.title(&source.latest.title);
        if self.title_holder(space, &title, None).is_some() {
            return Err(format!("A page with this title already exists: {title}"));
        }
        let body = source.latest.body.clone();
        let made = self.create_page(space, Some(destination), Status::Current, &title, body);
        self.copy_facets(copy.facets, page, made);
        Ok(made)
    }

    /// Copies what hangs on a page to another one, as far as that is asked for.
    pub(crate) fn copy_facets(&mut self, copied: CopiedFacets, from: u64, to: u64) {
        if copied.labels {
            let labels: Vec<u64> = self.content(from).map(|page: &Page| page.labels.clone()).unwrap_or_default();
            if let Some(page) = self.pages.get_mut(&to) {
                page.labels = labels;
            }
        }
        if copied.properties {
            for property in self.properties(from).to_vec() {
                self.add_property(to, &property.key, property.value);
            }
        }
        if copied.permissions {
            let restrictions: Vec<Restriction> = self.restrictions(from).to_vec();
            for restriction in restrictions {
                self.restrict(to, restriction);
            }
        }
        if copied.attachments {
            let files: Vec<_> = self
                .attachments()
                .filter(|attachment| attachment.page == from && !attachment.trashed)
                .map(|attachment| (attachment.title.clone(), attachment.latest.clone()))
                .collect();
            for (name, revision) in files {
                let file = NewFile { name, media_type: revision.media_type, content: revision.content };
                self.attach(to, file, &revision.comment, revision.minor_edit);
            }
        }
    }
}
