use connector_sdk::{Error, ErrorKind, Fields, OptionList};

use super::listed::{filtered, input, option, text};
use crate::actions::attachments::ListAttachments;

/// The attachments of the page that `pageId` names.
pub(super) const PAGE_ATTACHMENTS: OptionList = OptionList {
    name: "page-attachments",
    list: |context, query| {
        let page = input(query, "pageId").ok_or_else(|| {
            Error::new(ErrorKind::InvalidInput, "the attachments of a page are listed once the page is chosen")
                .problem("/pageId", "is needed")
        })?;
        let fields = Fields::from_iter([("id".to_owned(), page.into())]);
        filtered::<ListAttachments>(context, query, fields, |attachment| {
            option(text(attachment, "id"), text(attachment, "title"), text(attachment, "mediaType"))
        })
    },
};
