//! Restrictions: who alone may read or update some content.

use crate::accounts::Account;
use crate::store::Store;

/// Names somebody who is let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A user by account id.
    User(String),
    /// A group by id.
    Group(String),
}

/// Lets somebody in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Restriction {
    /// `read` or `update`.
    pub(crate) operation: String,
    pub(crate) subject: Subject,
}

impl Store {
    /// Returns the restrictions of some content; without any nobody is shut out.
    pub(crate) fn restrictions(&self, content: u64) -> &[Restriction] {
        self.facets.restrictions.get(&content).map_or(&[], Vec::as_slice)
    }

    /// Tells whether any content is restricted.
    pub(crate) fn has_restrictions(&self) -> bool {
        self.facets.restrictions.values().any(|known| !known.is_empty())
    }

    /// Tells whether restrictions let somebody do something with content, or with what hangs on it.
    ///
    /// What stands above content shuts out its readers too, but not its writers. Nobody is let in for what they are:
    /// that this holds for creators and admins is a guess.
    pub(crate) fn allows(&self, subject: &Subject, id: u64, operation: &str) -> bool {
        let content = self.holder(id);
        let above = self.ancestors(content);
        let readable = above.iter().map(|page| page.id).chain([content]).all(|id| self.lets_in(id, "read", subject));
        readable && (operation == "read" || self.lets_in(content, "update", subject))
    }

    /// Returns the content to which a comment or an attachment belongs; of anything else the thing itself.
    fn holder(&self, id: u64) -> u64 {
        let page = self.comment(id).map(|comment| comment.page);
        match page.or_else(|| self.attachment(id).map(|attachment| attachment.page)) {
            Some(page) => self.holder(page),
            None => id,
        }
    }

    fn lets_in(&self, content: u64, operation: &str, subject: &Subject) -> bool {
        let mut known = self.restrictions(content).iter().filter(|known| known.operation == operation).peekable();
        known.peek().is_none()
            || known.any(|known| known.subject == *subject || self.is_member(subject, &known.subject))
    }

    fn is_member(&self, subject: &Subject, group: &Subject) -> bool {
        let (Subject::User(user), Subject::Group(group)) = (subject, group) else { return false };
        let account = Account::with_id(user);
        self.group(group).is_some_and(|group| account.is_some_and(|account| group.members.contains(&account)))
    }

    /// Adds a restriction; one that is there stays as it is.
    pub(crate) fn restrict(&mut self, content: u64, restriction: Restriction) {
        self.now();
        let known = self.facets.restrictions.entry(content).or_default();
        if !known.contains(&restriction) {
            known.push(restriction);
        }
    }

    /// Removes restrictions and tells whether there were any.
    pub(crate) fn unrestrict(&mut self, content: u64, doomed: impl Fn(&Restriction) -> bool) -> bool {
        self.now();
        let Some(known) = self.facets.restrictions.get_mut(&content) else { return false };
        let before = known.len();
        known.retain(|restriction| !doomed(restriction));
        known.len() < before
    }
}
