use connector_sdk::{ScopeSet, Scopes};

use crate::{actions, form};

/// The set that is chosen unless the user chooses another.
pub(super) const RECOMMENDED: &str = "recommended";

const GRANULAR: &str = "granular";

/// The name of the classic set.
pub(crate) const CLASSIC: &str = "classic";

/// The scopes that the classic set asks for.
const CLASSIC_SCOPES: &[&str] = &[
    "manage:confluence-configuration",
    "read:confluence-groups",
    "read:confluence-content.all",
    "read:confluence-content.permission",
    "read:confluence-content.summary",
    "read:confluence-props",
    "read:confluence-space.summary",
    "read:confluence-user",
    "readonly:content.attachment:confluence",
    "search:confluence",
    "write:confluence-content",
    "write:confluence-file",
    "write:confluence-groups",
    "write:confluence-space",
];

/// The classic scope that the set leaves out.
const OTHER_CLASSIC_SCOPE: &str = "write:confluence-props";

/// The sets that a user of Cloud can choose from.
pub(super) fn all() -> Vec<ScopeSet> {
    let recommended = of_actions(|scopes| scopes.first().copied());
    let granular = of_actions(|scopes| choose_alternative(scopes, is_granular));
    vec![
        ScopeSet::new(RECOMMENDED, "Recommended", &recommended)
            .hint("Granular and classic scopes: what every action needs, and nothing else."),
        ScopeSet::new(GRANULAR, "Granular", &granular)
            .hint("Granular scopes alone, with which every action works too."),
        ScopeSet::new(CLASSIC, "Classic", CLASSIC_SCOPES)
            .hint("The scopes of Confluence's first API; actions of its second do not work with them."),
    ]
}

/// Each scope once, in the order of the alphabet, of what is chosen for each route on Cloud.
fn of_actions(choose: impl Fn(Scopes) -> Option<&'static [&'static str]>) -> Vec<&'static str> {
    let offered = actions::ALL.iter().filter(|action| action.when != form::ON_PREM);
    let routes = offered.flat_map(|entry| entry.routes()).filter(|route| route.when != form::ON_PREM);
    let mut scopes: Vec<&str> = Vec::new();
    for scope in routes.filter_map(|route| choose(route.scopes)).flatten() {
        if let Err(at) = scopes.binary_search(scope) {
            scopes.insert(at, scope);
        }
    }
    scopes
}

/// The first alternative whose scopes are all of a kind.
fn choose_alternative(scopes: Scopes, of_kind: impl Fn(&str) -> bool) -> Option<&'static [&'static str]> {
    scopes.iter().copied().find(|set| set.iter().all(|scope| of_kind(scope)))
}

/// Names do not tell: `readonly:content.attachment:confluence` is classic.
fn is_granular(scope: &str) -> bool {
    !CLASSIC_SCOPES.contains(&scope) && scope != OTHER_CLASSIC_SCOPE
}
