//! Who holds a title: one current page in each space, one blog post on each day.

use super::{Content, Instance, Kind, Status};

impl Instance {
    /// Tells which content other than `except` has a title to itself.
    pub(crate) fn title_holder(&self, kind: Kind, space: u64, title: &str, except: Option<u64>) -> Option<u64> {
        let wanted = title.to_lowercase();
        let holder = match kind {
            Kind::Page => self.titles.get(&(space, wanted)).copied(),
            Kind::BlogPost => {
                let day = except.and_then(|id| self.content.get(&id)).map(Content::posting_day);
                let posts = self.content.values().filter(|content| content.kind == Kind::BlogPost);
                let mut same = posts.filter(|post| post.space == space && post.status == Status::Current);
                // A new post is one of today, which is the day of whatever was written last.
                let day = day.or_else(|| self.content.values().map(Content::posting_day).max());
                same.find(|post| {
                    post.latest.title.to_lowercase() == wanted
                        && Some(post.posting_day()) == day
                        && Some(post.id) != except
                })
                .map(|post| post.id)
            }
            Kind::Comment | Kind::Attachment => None,
        };
        holder.filter(|holder| Some(*holder) != except)
    }

    /// Notes the title of a current page.
    pub(super) fn hold_title(&mut self, id: u64) {
        if let Some(page) = self.content.get(&id).filter(|content| content.holds_title()) {
            self.titles.insert((page.space, page.latest.title.to_lowercase()), id);
        }
    }

    /// Frees all titles of a space.
    pub(super) fn forget_titles(&mut self, space: u64) {
        self.titles.retain(|(of, _), _| *of != space);
    }

    /// Frees the title of a page that is current until now.
    pub(super) fn release_title(&mut self, id: u64) {
        if let Some(page) = self.content.get(&id).filter(|content| content.holds_title()) {
            self.titles.remove(&(page.space, page.latest.title.to_lowercase()));
        }
    }
}
