use connector_sdk::OptionList;

use super::content::content;

/// Pages, of the space that `spaceId` or `spaceKey` names; searched by title.
pub(super) const PAGES: OptionList =
    OptionList { name: "pages", list: |context, query| content(context, query, "page") };
