//! Decides whether a thing meets a condition.

use std::cmp::Ordering;

use super::{Clause, Expression, Field, Key, Operator, Order, Query};
use crate::clock::Stamp;
use crate::markup;
use crate::store::{ACCOUNT_ID, Attachment, Comment, Kind, Page, PageBody, Revision, Store, Watched};

/// Is something that a search can find.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Thing<'a> {
    Page,
    Comment(&'a Comment),
    Attachment(&'a Attachment),
}

/// Is a thing with the page that it is, or belongs to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) store: &'a Store,
    pub(crate) page: &'a Page,
    pub(crate) thing: Thing<'a>,
}

impl Subject<'_> {
    /// Returns the number in the thing's id.
    pub(crate) fn id(&self) -> u64 {
        match self.thing {
            Thing::Page => self.page.id,
            Thing::Comment(comment) => comment.id,
            Thing::Attachment(attachment) => attachment.id,
        }
    }

    /// Returns when the thing was changed last.
    pub(crate) fn modified(&self) -> Stamp {
        match self.thing {
            Thing::Page => self.revision().at,
            Thing::Comment(comment) => comment.at,
            Thing::Attachment(attachment) => attachment.latest.at,
        }
    }

    /// Tells whether a query finds the thing.
    pub(crate) fn meets(&self, query: &Query) -> bool {
        self.is_indexed() && query.filter.as_ref().is_none_or(|filter| self.holds(filter))
    }

    /// Compares two things as a query orders them; what is equal stays in the order of ids.
    pub(crate) fn compare(&self, other: &Self, order: &[Order]) -> Ordering {
        let keys = order.iter().map(|Order { key, descending }| {
            let ordering = match key {
                Key::Created => self.created().cmp(&other.created()),
                Key::LastModified => self.modified().cmp(&other.modified()),
                Key::Title => self.title().cmp(&other.title()),
                Key::Id => self.id().cmp(&other.id()),
                Key::Type => self.kind().cmp(other.kind()),
            };
            if *descending { ordering.reverse() } else { ordering }
        });
        keys.fold(Ordering::Equal, Ordering::then).then_with(|| self.id().cmp(&other.id()))
    }

    /// Tells whether the index has heard of the thing.
    fn is_indexed(&self) -> bool {
        let created = self.created();
        self.store.horizon().is_none_or(|horizon| created < horizon)
    }

    /// Returns the version of the page that the index has.
    fn revision(&self) -> &Revision {
        let horizon = self.store.horizon();
        let page = self.page;
        let known = |revision: &&Revision| horizon.is_none_or(|horizon| revision.at < horizon);
        [&page.latest].into_iter().chain(page.history.iter().rev()).find(known).unwrap_or(&page.latest)
    }

    fn created(&self) -> Stamp {
        match self.thing {
            Thing::Page => self.page.created,
            Thing::Comment(comment) => comment.created,
            Thing::Attachment(attachment) => attachment.created,
        }
    }

    fn title(&self) -> String {
        match self.thing {
            Thing::Page => self.revision().title.to_lowercase(),
            Thing::Comment(_) => format!("re: {}", self.revision().title.to_lowercase()),
            Thing::Attachment(attachment) => attachment.title.to_lowercase(),
        }
    }

    fn holds(&self, expression: &Expression) -> bool {
        match expression {
            Expression::And(parts) => parts.iter().all(|part| self.holds(part)),
            Expression::Or(parts) => parts.iter().any(|part| self.holds(part)),
            Expression::Not(inner) => !self.holds(inner),
            Expression::Clause(clause) => {
                clause.negated != clause.values.iter().any(|value| self.compares(clause, value))
            }
        }
    }

    fn compares(&self, clause: &Clause, value: &str) -> bool {
        match clause.field {
            Field::Type => value.eq_ignore_ascii_case(self.kind()),
            Field::Space => self.store.space_key(self.page).eq_ignore_ascii_case(value),
            Field::SpaceTitle => {
                let name = self.store.space(self.page.space).map(|space| space.name.to_lowercase()).unwrap_or_default();
                if clause.operator == Operator::Equals {
                    name == value.to_lowercase()
                } else {
                    contains_words(&name, value)
                }
            }
            Field::SpaceType => value.eq_ignore_ascii_case("global"),
            Field::Title if clause.operator == Operator::Equals => self.title() == value.to_lowercase(),
            Field::Title => contains_words(&self.title(), value),
            Field::Text => self.has_words(value),
            Field::Label => {
                let owner = if let Thing::Comment(_) = self.thing { None } else { Some(self.id()) };
                owner.is_some_and(|id| self.store.labels_of(id).any(|label| label.name == value.to_lowercase()))
            }
            Field::Id => number(value) == Some(self.id()),
            Field::Parent => matches!(self.thing, Thing::Page) && self.page.parent == number(value),
            Field::Ancestor => number(value).is_some_and(|ancestor| self.store.is_below(self.page, ancestor)),
            Field::Container => {
                let custom = self.page.kind == Kind::CustomContent && self.page.parent == number(value);
                if let Thing::Page = self.thing { custom } else { number(value) == Some(self.page.id) }
            }
            Field::Creator => value == ACCOUNT_ID,
            Field::Mention => self.body().is_some_and(|body| markup::mentions(&body.value, value)),
            Field::Watcher => {
                matches!(self.thing, Thing::Page)
                    && self.store.watchers(&Watched::Content(self.page.id)).contains(&value)
            }
            Field::Macro => {
                let name = format!("<ac:structured-macro ac:name=\"{}\"", value.to_lowercase());
                self.body().is_some_and(|body| body.value.contains(&name))
            }
            Field::Created => dated(self.created(), clause.operator, value),
            Field::LastModified => dated(self.modified(), clause.operator, value),
        }
    }

    fn kind(&self) -> &str {
        match self.thing {
            Thing::Page if self.page.kind == Kind::CustomContent => &self.page.detail,
            Thing::Page => self.page.kind.name(),
            Thing::Comment(_) => "comment",
            Thing::Attachment(_) => "attachment",
        }
    }

    fn body(&self) -> Option<&PageBody> {
        match self.thing {
            Thing::Page => Some(&self.revision().body),
            Thing::Comment(comment) => Some(&comment.body),
            Thing::Attachment(_) => None,
        }
    }

    fn has_words(&self, value: &str) -> bool {
        match self.thing {
            Thing::Page => contains_words(&self.revision().words, value) || contains_words(&self.title(), value),
            Thing::Comment(comment) => contains_words(&comment.body.text().to_lowercase(), value),
            Thing::Attachment(_) => contains_words(&self.title(), value),
        }
    }
}

fn number(id: &str) -> Option<u64> {
    id.strip_prefix("att").unwrap_or(id).parse().ok()
}

/// Compares to the minute; a date without a time is midnight, and for `=` the whole day.
pub(crate) fn dated(stamp: Stamp, operator: Operator, value: &str) -> bool {
    let spelled = stamp.to_string().replace('T', " ");
    let minute = spelled.get(..16).unwrap_or(&spelled);
    let midnight;
    let wanted = if value.len() == 10 {
        midnight = format!("{value} 00:00");
        &midnight
    } else {
        value
    };
    match operator {
        Operator::Greater => minute > wanted,
        Operator::GreaterOrEqual => minute >= wanted,
        Operator::Less => minute < wanted,
        Operator::LessOrEqual => minute <= wanted,
        Operator::Equals | Operator::Contains => minute.starts_with(value),
    }
}

/// Tells whether a lower-case text has every word of a value, or its phrase if that is in quotes.
pub(crate) fn contains_words(text: &str, value: &str) -> bool {
    let value = value.to_lowercase();
    if let Some(phrase) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return contains_word(text, phrase, false);
    }
    let mut words = value
        .split(|letter: char| !letter.is_alphanumeric() && letter != '*')
        .filter(|word| !word.trim_matches('*').is_empty())
        .peekable();
    words.peek().is_some() && words.all(|word| contains_word(text, word.trim_matches('*'), word.ends_with('*')))
}

fn contains_word(text: &str, word: &str, prefix: bool) -> bool {
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + word.len()..].chars().next();
            before.is_none_or(|letter| !letter.is_alphanumeric())
                && (prefix || after.is_none_or(|letter| !letter.is_alphanumeric()))
        })
}

#[cfg(test)]
mod tests {
    use super::contains_words;

    #[test]
    fn matches_whole_words_prefixes_and_phrases() {
        let text = "page number 12: the harbour, at night";
        for (value, found) in [
            ("harbour", true),
            ("harb", false),
            ("harb*", true),
            ("night page", true),
            ("night day", false),
            ("\"at night\"", true),
            ("\"night at\"", false),
            ("NUMBER", true),
            ("1", false),
            ("*", false),
            ("", false),
        ] {
            assert_eq!(contains_words(text, value), found, "{value}");
        }
    }
}
