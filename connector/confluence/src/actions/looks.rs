//! How a site and its spaces look: themes, look and feel, colours.

mod colors;
mod feel;
mod themes;

use connector_sdk::Fields;
use connector_sdk::serde_json::{Value, json};

pub use self::colors::{GetColorScheme, GetColorSchemeType, ResetColorScheme, SetColorSchemeType, UpdateColorScheme};
pub use self::feel::{ChooseLookAndFeel, GetLookAndFeel, ResetLookAndFeel, UpdateLookAndFeel};
pub use self::themes::{GetTheme, ListThemes, ResetSpaceTheme, SetSpaceTheme};

/// Says what was reset, which Confluence does not.
fn reset(fields: &Fields, answer: &mut Value) {
    if answer.is_null() {
        *answer = match fields.get("spaceKey") {
            Some(key) => json!({ "spaceKey": key, "status": "reset" }),
            None => json!({ "status": "reset" }),
        };
    }
}
