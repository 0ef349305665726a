use super::documents::Documents;
use super::{owned, when};
use crate::action::Performing;
use crate::bindings::Route as ManifestRoute;
use crate::request::DEFAULT_ENDPOINT;
use crate::{Entry, ManifestAction, Route};

/// An action's part of the manifest.
pub(crate) fn action(entry: &Entry, documents: Documents) -> ManifestAction {
    let routes = entry.routes().map(|route| ManifestRoute {
        endpoint: DEFAULT_ENDPOINT.to_owned(),
        request: Route::pattern(route.route).to_owned(),
        scopes: route.scopes.iter().map(|set| owned(set)).collect(),
        when: when(route.when),
        given: when(route.given),
    });
    ManifestAction {
        name: entry.name.to_owned(),
        title: title(entry.name),
        description: documents.description,
        group: entry.group.to_owned(),
        input_schema: documents.input,
        output_schema: documents.output,
        item_schema: documents.item,
        schema_depends: entry.narrowing.map(|narrowing| owned(narrowing.depends)).unwrap_or_default(),
        effect: entry.effect,
        removes_given: when(entry.removes_given),
        repeatable: entry.repeatable,
        resumable: matches!(entry.performing, Performing::Resumable(_)),
        routes: routes.collect(),
        when: when(entry.when),
        deprecated: None,
        annotations: "{}".to_owned(),
    }
}

/// `get-page` as `Get page`.
fn title(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}
