use connector_sdk::OptionList;

use super::content::content;
use super::listed::cloud_only;

/// Folders, of the space that `spaceId` or `spaceKey` names; searched by title.
pub(super) const FOLDERS: OptionList = OptionList {
    name: "folders",
    list: |context, query| {
        cloud_only(context, "folders")?;
        content(context, query, "folder")
    },
};
