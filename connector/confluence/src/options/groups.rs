use connector_sdk::{Fields, OptionList};

use super::listed::{filtered, listed, option, searched, text};
use crate::actions::groups::{ListGroups, SearchGroups};
use crate::connection::is_on_prem;

/// Groups, by id on Cloud and by name on Data Center and Server; searched by name.
pub(super) const GROUPS: OptionList = OptionList {
    name: "groups",
    list: |context, query| {
        if is_on_prem(context) {
            return filtered::<ListGroups>(context, query, Fields::new(), |group| {
                option(text(group, "name"), None, None)
            });
        }
        let item = |group: &_| option(text(group, "id"), text(group, "name"), None);
        match searched(query) {
            Some(search) => {
                let fields = Fields::from_iter([("query".to_owned(), search.into())]);
                listed::<SearchGroups>(context, query, fields, item)
            }
            None => listed::<ListGroups>(context, query, Fields::new(), item),
        }
    },
};
