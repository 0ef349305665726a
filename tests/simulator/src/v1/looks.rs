//! `/settings`: look and feel, themes, and what the system tells about itself.

use http::StatusCode;
use serde_json::{Value, json};

use super::{listing, spaces};
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, v1};
use crate::site::Call;
use crate::store::Store;

/// The themes that every site has: key, name.
const THEMES: [(&str, &str); 2] = [
    ("com.atlassian.confluence.plugins.doctheme:documentation", "Documentation theme"),
    ("com.atlassian.confluence.ext.newcode-macro-plugin:example", "Example theme"),
];

/// Returns the look and feel of the site, or that of a space.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let space = space(call, &store)?;
    let looks = store.looks();
    let custom = looks.custom.get(&space);
    let chosen = match space {
        Some(space) => looks.selected.get(&space).map_or("global", String::as_str),
        None if custom.is_some() => "custom",
        None => "global",
    };
    let global = looks.custom.get(&None).cloned().unwrap_or_else(plain);
    let body = json!({"selected": chosen, "global": global, "custom": custom.cloned().unwrap_or_else(plain)});
    Ok(Answer::json(StatusCode::OK, &body))
}

/// Chooses which look and feel a space has.
pub(crate) fn select(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let kind = call.value["lookAndFeelType"].as_str().unwrap_or_default().to_owned();
    let space = spaces::keyed(&store, call.value["spaceKey"].as_str().unwrap_or_default())?.id;
    if kind != "global" && !store.looks().themes.contains_key(&space) {
        return Err(v1(StatusCode::CONFLICT, "The space has no theme"));
    }
    store.looks_mut().selected.insert(space, kind);
    Ok(Answer::json(StatusCode::OK, &call.value))
}

/// Sets the custom look and feel of the site, or that of a space.
pub(crate) fn set_custom(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let space = space(call, &store)?;
    if space.is_some_and(|space| store.looks().themes.contains_key(&space)) {
        return Err(Shape::V1.invalid("The theme of the space cannot be overridden"));
    }
    let looks = store.looks_mut();
    looks.custom.insert(space, call.value.clone());
    if let Some(space) = space {
        looks.selected.insert(space, "custom".to_owned());
    }
    Ok(Answer::json(StatusCode::OK, &call.value))
}

/// Takes the custom look and feel away.
pub(crate) fn reset_custom(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let space = space(call, &store)?;
    let looks = store.looks_mut();
    looks.custom.remove(&space);
    if let Some(space) = space {
        looks.selected.remove(&space);
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Lists the themes, without the default one.
pub(crate) fn themes(call: &Call<'_>) -> Reply {
    let rows: Vec<Value> = THEMES.iter().filter_map(|(key, _)| theme_in_list(key)).collect();
    listing::answer(call, "/rest/api/settings/theme", &rows, 100)
}

/// Returns the theme of the site: there is none but the default one, which is not found.
pub(crate) fn global_theme(_: &Call<'_>) -> Reply {
    Err(v1(StatusCode::NOT_FOUND, "No global theme is set"))
}

/// Returns a theme.
pub(crate) fn get_theme(call: &Call<'_>) -> Reply {
    let key = call.capture(0);
    let absent = || v1(StatusCode::NOT_FOUND, &format!("No theme found with key: {key}"));
    Ok(Answer::json(StatusCode::OK, &theme(call, key).ok_or_else(absent)?))
}

/// Tells about the system.
pub(crate) fn system(call: &Call<'_>) -> Answer {
    let body = json!({
        "cloudId": call.tenant.cloud_id(),
        "commitHash": "0000000000000000000000000000000000000000",
        "baseUrl": call.base(),
        "edition": "PREMIUM",
        "siteTitle": call.tenant.name(&call.world.options),
        "defaultLocale": "en_GB",
        "defaultTimeZone": "Etc/UTC",
    });
    Answer::json(StatusCode::OK, &body)
}

/// Writes a theme.
pub(super) fn theme(call: &Call<'_>, key: &str) -> Option<Value> {
    let mut theme = theme_in_list(key)?;
    theme["_links"] = json!({"self": format!("{}/rest/api/settings/theme/{key}", call.base())});
    Some(theme)
}

/// Writes a theme without links: a list has none.
fn theme_in_list(key: &str) -> Option<Value> {
    let (key, name) = THEMES.iter().find(|(known, _)| *known == key)?;
    Some(json!({
        "themeKey": key,
        "name": name,
        "description": "",
        "icon": {"path": "/wiki/images/themes/theme.png", "width": 110, "height": 73, "isDefault": false},
    }))
}

fn space(call: &Call<'_>, store: &Store) -> Result<Option<u64>, Answer> {
    let key = call.parameters.one("spaceKey");
    key.map(|key| spaces::keyed(store, key).map(|space| space.id)).transpose()
}

/// Writes the look and feel of a site that changed nothing; only some of its many colours.
fn plain() -> Value {
    let color = json!({"color": "#172b4d"});
    let hover = json!({"backgroundColor": "#deebff", "color": "#172b4d"});
    json!({
        "headings": color,
        "links": {"color": "#0052cc"},
        "menus": {"hoverOrFocus": {"backgroundColor": "#deebff"}, "color": "#172b4d"},
        "header": {
            "backgroundColor": "#ffffff",
            "button": {"backgroundColor": "#0052cc", "color": "#ffffff"},
            "primaryNavigation": {"color": "#172b4d", "hoverOrFocus": hover},
            "secondaryNavigation": {"color": "#172b4d", "hoverOrFocus": hover},
            "search": {"backgroundColor": "#ffffff", "color": "#172b4d"},
        },
        "content": {},
        "bordersAndDividers": {"color": "#dfe1e6"},
    })
}
