//! What a page gets from its file: the text, and the files that it shows or links to.

use connector_sdk::{Context, Error};

use super::links::{Beside, beside, rewritten};
use super::plan::Plan;
use crate::formats::{attachment_destination, page_destination};

/// What of a page its file says.
#[derive(Default)]
pub(super) struct Content {
    pub(super) body: String,
    /// The files that it shows or links to: their places, and the names of the attachments.
    pub(super) files: Vec<(usize, String)>,
    /// The destinations that lead to nothing in the folder.
    pub(super) broken: Vec<String>,
}

impl Content {
    /// The Markdown of a file with its links and images as Confluence has them.
    ///
    /// # Errors
    /// `invalid-input` where the file is too large, or not text.
    pub(super) fn of(context: &Context<'_>, plan: &Plan, file: usize) -> Result<Self, Error> {
        let file = &plan.files[file];
        let source = file.read(context)?;
        let mut this = Self::default();
        let body = rewritten(&source.body, &mut |destination| {
            let Beside::At(path, anchor) = beside(file.folder(), destination)? else {
                this.broken.push(destination.to_owned());
                return None;
            };
            if let Some(node) = plan.node_at(&path) {
                return Some(page_destination(&node.title, anchor));
            }
            let Some(place) = plan.file_at(&path) else {
                this.broken.push(destination.to_owned());
                return None;
            };
            Some(attachment_destination(&this.attach(place, &path)))
        });
        this.body = body;
        Ok(this)
    }

    /// The name of the attachment that a file becomes: its own, or of two with one name, its path; if that is another's
    /// name too, with a number before it.
    fn attach(&mut self, place: usize, path: &str) -> String {
        if let Some((_, name)) = self.files.iter().find(|(other, _)| *other == place) {
            return name.clone();
        }
        let long = path.replace('/', "-");
        let mut name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let mut count = 1;
        while self.files.iter().any(|(_, taken)| taken.eq_ignore_ascii_case(&name)) {
            name = if count == 1 { long.clone() } else { format!("{count}-{long}") };
            count += 1;
        }
        self.files.push((place, name.clone()));
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_files_of_a_page_get_one_name() {
        let mut content = Content::default();
        let files = [(1, "x/p.png"), (2, "y-p.png"), (3, "y/p.png"), (4, "Y/P.png"), (3, "y/p.png")];
        let named = files.map(|(place, path)| content.attach(place, path));
        assert_eq!(named, ["p.png", "y-p.png", "2-y-p.png", "3-Y-P.png", "2-y-p.png"]);
    }
}
