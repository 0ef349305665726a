use connector_sdk::{Condition, Credential, Manifest, ManifestAction, ManifestRoute};

use super::{cell, deployments};

/// The classic scope that no set of the connection form asks for.
const OTHER_CLASSIC_SCOPE: &str = "write:confluence-props";

/// The requests that an action makes, and the scopes that each needs.
pub(super) fn table(action: &ManifestAction, manifest: &Manifest) -> String {
    let classic = classic_scopes(manifest);
    let offered = deployments(&action.when);
    let mut rows = vec!["| request | used | classic | granular |".to_owned(), "|---|---|---|---|".to_owned()];
    for route in &action.routes {
        let on: Vec<&str> = deployments(&route.when).into_iter().filter(|name| offered.contains(name)).collect();
        let mut used = Vec::new();
        if on.len() < offered.len() {
            used.push(format!("on {}", on.join(" and ")));
        }
        let given: Vec<String> = route.given.iter().map(given).collect();
        used.extend((!given.is_empty()).then(|| format!("where {}", given.join(" and "))));
        let (in_classic, in_granular) = scopes(route, &classic);
        rows.push(format!(
            "| `{}` | {} | {} | {} |",
            route.request,
            cell(&used.join(", ")),
            cell(&in_classic),
            cell(&in_granular)
        ));
    }
    rows.join("\n")
}

/// A condition on the input.
fn given(condition: &Condition) -> String {
    let value = |value: &String| if value.is_empty() { "absent".to_owned() } else { format!("`{value}`") };
    let values: Vec<String> = condition.values.iter().map(value).collect();
    format!("`{}` is {}", condition.field, values.join(" or "))
}

/// The scopes of a route in both kinds. On Data Center each scope holds those below it, so the least is enough.
fn scopes(route: &ManifestRoute, classic: &[String]) -> (String, String) {
    let words = |set: &Vec<String>| set.iter().map(|scope| format!("`{scope}`")).collect::<Vec<_>>().join(" ");
    let is_classic = |scope: &String| classic.contains(scope);
    let dash = || "–".to_owned();
    if let Some(least) = route.scopes.first().filter(|set| set.iter().all(|scope| is_of_data_center(scope))) {
        return (format!("{} or a wider one", words(least)), dash());
    }
    if route.scopes.is_empty() {
        return ("none is known".to_owned(), "none is known".to_owned());
    }
    let joined = |sets: Vec<&Vec<String>>| {
        let sets: Vec<String> = sets.into_iter().map(words).collect();
        if sets.is_empty() { dash() } else { sets.join(" or ") }
    };
    let (first, others): (Vec<_>, Vec<_>) = route.scopes.iter().partition(|set| set.iter().all(is_classic));
    (joined(first), joined(others))
}

/// Such as `SYSTEM_ADMIN`; the scopes of Cloud have no capitals.
fn is_of_data_center(scope: &str) -> bool {
    scope.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_')
}

fn classic_scopes(manifest: &Manifest) -> Vec<String> {
    let sets = manifest.auth_types.iter().flat_map(|auth_type| match &auth_type.credential {
        Credential::Oauth2(oauth2) => oauth2.scope_sets.as_slice(),
        _ => &[],
    });
    let classic = sets.filter(|set| set.name == "classic").flat_map(|set| set.scopes.iter().cloned());
    classic.chain([OTHER_CLASSIC_SCOPE.to_owned()]).collect()
}
