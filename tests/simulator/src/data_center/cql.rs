//! Decides what a query of the Confluence Query Language finds on the instance.

use std::cmp::Ordering;

use super::instance::{Content, Instance, Kind, Space, User};
use crate::clock::Stamp;
use crate::cql::{Clause, Expression, Field, Key, Operator, Query, contains_words, dated};
use crate::markup::storage_text;
use crate::store::ACCOUNT_ID;

/// Is something that a search can find.
#[derive(Debug, Clone, Copy)]
pub(super) enum Thing<'a> {
    Content(&'a Content),
    Space(&'a Space),
    User(&'a User),
}

/// Is a search under way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Search<'a> {
    pub(super) instance: &'a Instance,
    /// The key of the user who searches.
    pub(super) user: &'a str,
    pub(super) query: &'a Query,
}

impl Search<'_> {
    /// Tells whether the query finds a thing.
    pub(super) fn finds(&self, thing: Thing<'_>) -> bool {
        self.query.filter.as_ref().is_none_or(|filter| self.holds(filter, thing))
    }

    /// Compares two things as the query orders them; what is equal stays in the order of ids.
    pub(super) fn compare(&self, a: Thing<'_>, b: Thing<'_>) -> Ordering {
        let keys = self.query.order.iter().map(|order| {
            let ordering = match order.key {
                Key::Created => a.created().cmp(&b.created()),
                Key::LastModified => a.modified().cmp(&b.modified()),
                Key::Title => a.title().cmp(&b.title()),
                Key::Type => a.kind().cmp(b.kind()),
                Key::Id => a.content().map(|content| content.id).cmp(&b.content().map(|content| content.id)),
            };
            if order.descending { ordering.reverse() } else { ordering }
        });
        keys.fold(Ordering::Equal, Ordering::then)
    }

    fn holds(&self, expression: &Expression, thing: Thing<'_>) -> bool {
        match expression {
            Expression::And(parts) => parts.iter().all(|part| self.holds(part, thing)),
            Expression::Or(parts) => parts.iter().any(|part| self.holds(part, thing)),
            Expression::Not(inner) => !self.holds(inner, thing),
            Expression::Clause(clause) => {
                clause.negated != clause.values.iter().any(|value| self.compares(clause, value, thing))
            }
        }
    }

    fn compares(&self, clause: &Clause, value: &str, thing: Thing<'_>) -> bool {
        match clause.field {
            Field::Type => value.eq_ignore_ascii_case(thing.kind()),
            Field::Title if clause.operator == Operator::Equals => thing.title() == value.to_lowercase(),
            Field::Title => contains_words(&thing.title(), value),
            Field::Text => contains_words(&thing.title(), value) || contains_words(&thing.text().to_lowercase(), value),
            Field::Created => thing.created().is_some_and(|stamp| dated(stamp, clause.operator, value)),
            Field::LastModified => thing.modified().is_some_and(|stamp| dated(stamp, clause.operator, value)),
            Field::Creator => self.is_creator(value, thing),
            Field::Space => self.space(thing).is_some_and(|space| space.key.eq_ignore_ascii_case(value)),
            Field::SpaceTitle if clause.operator == Operator::Equals => {
                self.space(thing).is_some_and(|space| space.name.eq_ignore_ascii_case(value))
            }
            Field::SpaceTitle => {
                self.space(thing).is_some_and(|space| contains_words(&space.name.to_lowercase(), value))
            }
            Field::SpaceType => self.space(thing).is_some_and(|space| space.kind.name().eq_ignore_ascii_case(value)),
            Field::Container => {
                thing.content().is_some_and(|content| content.container.is_some() && content.container == number(value))
            }
            Field::Mention => self.mentions(value, thing),
            Field::Watcher => self.is_watcher(value, thing),
            Field::Macro => thing.content().is_some_and(|content| {
                content.latest.body.contains(&format!("<ac:structured-macro ac:name=\"{}\"", value.to_lowercase()))
            }),
            Field::Label => self.has_label(value, thing),
            Field::Id => thing.content().is_some_and(|content| number(value) == Some(content.id)),
            Field::Parent => {
                thing.content().is_some_and(|content| content.kind == Kind::Page && content.parent == number(value))
            }
            Field::Ancestor => thing.content().is_some_and(|content| {
                let ancestors = self.instance.ancestors(self.instance.holder(content));
                ancestors.iter().any(|ancestor| number(value) == Some(ancestor.id))
            }),
        }
    }

    /// People are named by name or key; `currentUser()` is read as the account id of Cloud's user.
    fn is_creator(&self, value: &str, thing: Thing<'_>) -> bool {
        let key = match thing {
            Thing::Content(content) => &content.creator,
            Thing::Space(space) => &space.creator,
            Thing::User(_) => return false,
        };
        let wanted = if value == ACCOUNT_ID { self.user } else { value };
        key == wanted || self.instance.user(key).is_some_and(|user| user.name == wanted)
    }

    /// The key of the user whom a value names.
    fn user_key<'a>(&'a self, value: &'a str) -> &'a str {
        let wanted = if value == ACCOUNT_ID { self.user } else { value };
        self.instance.users.values().find(|user| user.name == wanted).map_or(wanted, |user| user.key.as_str())
    }

    /// Bodies name users by key.
    fn mentions(&self, value: &str, thing: Thing<'_>) -> bool {
        let mention = format!("ri:userkey=\"{}\"", self.user_key(value));
        thing.content().is_some_and(|content| content.latest.body.contains(&mention))
    }

    fn is_watcher(&self, value: &str, thing: Thing<'_>) -> bool {
        let key = self.user_key(value);
        match thing {
            Thing::Content(content) => content.watchers.contains(key),
            Thing::Space(space) => space.watchers.contains_key(key),
            Thing::User(_) => false,
        }
    }

    fn space<'a>(&'a self, thing: Thing<'a>) -> Option<&'a Space> {
        match thing {
            Thing::Content(content) => self.instance.spaces.get(&content.space),
            Thing::Space(space) => Some(space),
            Thing::User(_) => None,
        }
    }

    fn has_label(&self, value: &str, thing: Thing<'_>) -> bool {
        let ids = super::content::labels::named(self.instance, value);
        match thing {
            Thing::Content(content) => content.labels.iter().any(|labelling| ids.contains(&labelling.label)),
            Thing::Space(space) => ids.iter().any(|id| space.labels.contains(id)),
            Thing::User(_) => false,
        }
    }
}

impl<'a> Thing<'a> {
    /// Returns the content, if it is some.
    pub(super) fn content(self) -> Option<&'a Content> {
        if let Self::Content(content) = self { Some(content) } else { None }
    }

    /// Returns the type as queries spell it.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Content(content) => content.kind.name(),
            Self::Space(_) => "space",
            Self::User(_) => "user",
        }
    }

    /// Returns the words of the body.
    pub(super) fn text(self) -> String {
        match self {
            Self::Content(content) => storage_text(&content.latest.body),
            Self::Space(space) => space.description.clone(),
            Self::User(_) => String::new(),
        }
    }

    /// Returns when it was changed last.
    pub(super) fn modified(self) -> Option<Stamp> {
        match self {
            Self::Content(content) => Some(content.latest.at),
            Self::Space(space) => Some(space.modified),
            Self::User(_) => None,
        }
    }

    fn created(self) -> Option<Stamp> {
        match self {
            Self::Content(content) => Some(content.created),
            Self::Space(space) => Some(space.created),
            Self::User(_) => None,
        }
    }

    fn title(self) -> String {
        match self {
            Self::Content(content) => content.latest.title.to_lowercase(),
            Self::Space(space) => space.name.to_lowercase(),
            Self::User(user) => user.full_name.to_lowercase(),
        }
    }
}

fn number(id: &str) -> Option<u64> {
    id.strip_prefix("att").unwrap_or(id).parse().ok()
}
