use connector_sdk::{Fields, OptionList};

use super::listed::{cloud_only, filtered, input, inputs, option, text};
use crate::actions::content_states::ListContentStates;

/// States of content by id: those that the space suggests which `spaceKey` names, or those that the page or blog post can
/// have which `id` names, or the user's own.
pub(super) const CONTENT_STATES: OptionList = OptionList {
    name: "content-states",
    list: |context, query| {
        cloud_only(context, "states of content")?;
        let fields = match input(query, "id") {
            Some(id) => Fields::from_iter([("contentId".to_owned(), id.into())]),
            None => inputs(query, &["spaceKey"]),
        };
        filtered::<ListContentStates>(context, query, fields, |state| {
            option(text(state, "id"), text(state, "name"), None)
        })
    },
};
