//! `/color-scheme…` and `/space/{spaceKey}/color-scheme…`.

use http::StatusCode;
use serde_json::{Value, json};

use super::call::Call;
use super::fields::Fields;
use super::instance::{ColorScheme, SpaceColors};
use super::refusal::{invalid, no_space};
use super::spaces::administered;
use crate::answer::{Answer, Reply};

/// The fields of the document with the theme that each belongs to.
const THEMES: [&str; 2] = ["colorSchemeModelLight", "colorSchemeModelDark"];

/// Shows the colors with which an instance starts.
pub(super) fn default(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    Ok(shown(&ColorScheme::default()))
}

/// Shows the colors of the instance.
pub(super) fn get(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    Ok(shown(&call.instance().colors))
}

/// Sets colors of the instance.
pub(super) fn set(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut instance = call.instance();
    call.administrator(&instance)?;
    let next = read(call, instance.colors.clone())?;
    instance.colors = next;
    Ok(shown(&instance.colors))
}

/// Gives the instance the colors back with which it started.
pub(super) fn reset(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut instance = call.instance();
    call.administrator(&instance)?;
    instance.colors = ColorScheme::default();
    Ok(shown(&instance.colors))
}

/// Shows the colors of a space: its own, or those of the instance.
pub(super) fn of_space(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let instance = call.instance();
    let space = administered(call, &instance, call.capture(0))?;
    let own = space.colors.scheme.as_ref().filter(|_| space.colors.custom);
    Ok(shown(own.unwrap_or(&instance.colors)))
}

/// Sets colors of a space, which then uses them; that it does is a guess.
pub(super) fn set_of_space(call: &Call<'_>) -> Reply {
    change(call, |call, colors, global| {
        let scheme = read(call, colors.scheme.take().unwrap_or_else(|| global.clone()))?;
        let answer = shown(&scheme);
        *colors = SpaceColors { custom: true, scheme: Some(scheme) };
        Ok(answer)
    })
}

/// Makes a space use the colors of the instance and forget its own.
pub(super) fn reset_of_space(call: &Call<'_>) -> Reply {
    change(call, |_, colors, global| {
        *colors = SpaceColors::default();
        Ok(shown(global))
    })
}

/// Tells whether a space has colors of its own.
pub(super) fn kind_of_space(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let instance = call.instance();
    let space = administered(call, &instance, call.capture(0))?;
    Ok(kind(&space.colors))
}

/// Decides whether a space uses colors of its own.
pub(super) fn set_kind_of_space(call: &Call<'_>) -> Reply {
    change(call, |call, colors, _| {
        let fields = Fields::read(call, &["type"])?;
        let wanted = fields.choice("type", &["global", "custom"])?.ok_or_else(|| fields.absent("type"))?;
        colors.custom = wanted == "custom";
        Ok(kind(colors))
    })
}

fn change(call: &Call<'_>, change: fn(&Call<'_>, &mut SpaceColors, &ColorScheme) -> Reply) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut instance = call.instance();
    let id = administered(call, &instance, call.capture(0))?.id;
    let global = instance.colors.clone();
    let space = instance.spaces.get_mut(&id).ok_or_else(|| no_space(call.capture(0)))?;
    let mut next = space.colors.clone();
    let answer = change(call, &mut next, &global)?;
    space.colors = next;
    Ok(answer)
}

/// Reads colors; those that are absent stay as they are.
fn read(call: &Call<'_>, mut scheme: ColorScheme) -> Result<ColorScheme, Answer> {
    let mut fields = Fields::read(call, &THEMES)?;
    for (name, theme) in THEMES.into_iter().zip([&mut scheme.light, &mut scheme.dark]) {
        let Some(colors) = fields.object(name, &ColorScheme::NAMES)? else { continue };
        for name in ColorScheme::NAMES {
            if let Some(color) = colors.text(name)? {
                theme.insert(name, checked(color)?);
            }
        }
    }
    Ok(scheme)
}

/// Checks a color: `#` and three or six hexadecimal digits.
fn checked(color: &str) -> Result<String, Answer> {
    let digits = color.strip_prefix('#').unwrap_or_default();
    if matches!(digits.len(), 3 | 6) && digits.chars().all(|digit| digit.is_ascii_hexdigit()) {
        return Ok(color.to_owned());
    }
    Err(invalid(&format!("Invalid color: {color}")))
}

fn shown(scheme: &ColorScheme) -> Answer {
    let [light, dark] = THEMES;
    Answer::json(StatusCode::OK, &json!({light: scheme.light, dark: scheme.dark}))
}

fn kind(colors: &SpaceColors) -> Answer {
    let name = if colors.custom { "custom" } else { "global" };
    Answer::json(StatusCode::OK, &Value::from_iter([("type", name)]))
}
