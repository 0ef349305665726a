use connector_sdk::OptionList;

use super::listed::{cloud_only, filtered, inputs, option, text};
use crate::actions::templates::ListTemplates;

/// Templates, of the space that `spaceKey` names or of the whole site.
pub(super) const TEMPLATES: OptionList = OptionList {
    name: "templates",
    list: |context, query| {
        cloud_only(context, "templates")?;
        filtered::<ListTemplates>(context, query, inputs(query, &["spaceKey"]), |template| {
            option(text(template, "templateId"), text(template, "name"), text(template, "description"))
        })
    },
};
