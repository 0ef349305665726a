use connector_sdk::{Fields, OptionList};

use super::listed::{cloud_only, filtered, option, text};
use crate::actions::classification::GetClassificationLevels;

/// The classification levels that content can have.
pub(super) const CLASSIFICATION_LEVELS: OptionList = OptionList {
    name: "classification-levels",
    list: |context, query| {
        cloud_only(context, "classification levels")?;
        filtered::<GetClassificationLevels>(context, query, Fields::new(), |level| {
            let published = text(level, "status").is_none_or(|status| status == "PUBLISHED");
            let value = text(level, "id").filter(|_| published);
            option(value, text(level, "name"), text(level, "description"))
        })
    },
};
