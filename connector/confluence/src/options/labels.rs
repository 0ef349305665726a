use connector_sdk::serde_json::json;
use connector_sdk::{Fields, OptionList};

use super::listed::{filtered, option, text};
use crate::actions::labels::ListSiteLabels;

/// The names of labels that everybody sees.
pub(super) const LABELS: OptionList = OptionList {
    name: "labels",
    list: |context, query| {
        let fields = Fields::from_iter([("prefixes".to_owned(), json!(["global"]))]);
        filtered::<ListSiteLabels>(context, query, fields, |label| option(text(label, "name"), None, None))
    },
};
