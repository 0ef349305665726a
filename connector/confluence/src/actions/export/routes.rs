//! The requests that an export is made of. What `type` says is what something is asked about.

use connector_sdk::{ActionRoute, Conditions};

use crate::actions::by_type::by_type;
use crate::actions::content::LOOKUP;
use crate::data_center;
use crate::form::ON_PREM;

/// Lists the pages of a space on Cloud.
pub(super) const PAGES: &str =
    "GET /wiki/api/v2/spaces/{spaceId}/pages?status={status}&body-format={bodyFormat}&limit={limit}";

/// Lists the pages and blog posts of a space; on Data Center, whose scan has no end where others have one, its comments too.
pub(super) const LISTS: &[ActionRoute] = &by_type! {
    "?status={status}&body-format={bodyFormat}&limit={limit}";
    "page" => "GET /wiki/api/v2/spaces/{spaceId}/pages", ["read:page:confluence"];
    "blogpost" => "GET /wiki/api/v2/spaces/{spaceId}/blogposts", ["read:page:confluence"];
    + ActionRoute::new(
        "GET /rest/api/content/scan\
            ?type={type}&spaceKey={spaceKey}&status={status}&expand={expand}&limit={limit}&cursor={cursor}",
        data_center::READ,
    )
    .when(ON_PREM);
};

/// Gets the first labels and properties of something in one request. On Data Center, labels come with the lists.
pub(super) const DETAILS: &[ActionRoute] = &by_type! {
    "?include-labels={labels}&include-properties={properties}&include-version={version}";
    "page" => "GET /wiki/api/v2/pages/{id}", ["read:page:confluence"];
    "blogpost" => "GET /wiki/api/v2/blogposts/{id}", ["read:page:confluence"];
    "attachment" => "GET /wiki/api/v2/attachments/{id}", ["read:attachment:confluence"];
};

/// Lists comments at the foot of something, and the replies to one.
pub(super) const FOOTER_COMMENTS: &[ActionRoute] = &by_type! {
    "?body-format={bodyFormat}&limit={limit}";
    "page" => "GET /wiki/api/v2/pages/{id}/footer-comments", ["read:comment:confluence"];
    "blogpost" => "GET /wiki/api/v2/blogposts/{id}/footer-comments", ["read:comment:confluence"];
    "attachment" => "GET /wiki/api/v2/attachments/{id}/footer-comments", ["read:comment:confluence"];
    "footer-comment" => "GET /wiki/api/v2/footer-comments/{id}/children", ["read:comment:confluence"];
};

/// Lists comments on passages of something, and the replies to one.
pub(super) const INLINE_COMMENTS: &[ActionRoute] = &by_type! {
    "?body-format={bodyFormat}&limit={limit}";
    "page" => "GET /wiki/api/v2/pages/{id}/inline-comments", ["read:comment:confluence"];
    "blogpost" => "GET /wiki/api/v2/blogposts/{id}/inline-comments", ["read:comment:confluence"];
    "inline-comment" => "GET /wiki/api/v2/inline-comments/{id}/children", ["read:comment:confluence"];
};

/// Lists the attachments of something.
pub(super) const ATTACHMENTS: &[ActionRoute] = &by_type! {
    "?limit={limit}";
    "page" => "GET /wiki/api/v2/pages/{id}/attachments", ["read:attachment:confluence"];
    "blogpost" => "GET /wiki/api/v2/blogposts/{id}/attachments", ["read:attachment:confluence"];
    + ActionRoute::new(
        "GET /rest/api/content/{id}/child/attachment?expand={expand}&start={cursor}&limit={limit}",
        data_center::READ,
    )
    .when(ON_PREM);
};

const SPACE: Conditions = &[("type", &["space"])];

/// Lists the properties of something.
pub(super) const PROPERTIES: &[ActionRoute] = &by_type! {
    "?limit={limit}";
    "space" => "GET /wiki/api/v2/spaces/{id}/properties", ["read:space:confluence"];
    "page" => "GET /wiki/api/v2/pages/{id}/properties", ["read:page:confluence"];
    "blogpost" => "GET /wiki/api/v2/blogposts/{id}/properties", ["read:page:confluence"];
    "attachment" => "GET /wiki/api/v2/attachments/{id}/properties", ["read:attachment:confluence"];
    "footer-comment", "inline-comment" => "GET /wiki/api/v2/comments/{id}/properties", ["read:comment:confluence"];
    + ActionRoute::new(
        "GET /rest/api/space/{id}/property?expand=version&start={cursor}&limit={limit}",
        data_center::READ,
    )
    .when(ON_PREM)
    .given(SPACE);
    + ActionRoute::new(
        "GET /rest/api/content/{id}/property?expand=version&start={cursor}&limit={limit}",
        data_center::READ,
    )
    .when(ON_PREM)
    .given(&[("type", &["page", "blogpost", "attachment", "footer-comment", "inline-comment"])]);
};

/// Lists the labels of something.
pub(super) const LABELS: &[ActionRoute] = &by_type! {
    "?limit={limit}";
    "page" => "GET /wiki/api/v2/pages/{id}/labels", ["read:page:confluence"];
    "blogpost" => "GET /wiki/api/v2/blogposts/{id}/labels", ["read:page:confluence"];
    "attachment" => "GET /wiki/api/v2/attachments/{id}/labels", ["read:attachment:confluence"];
    + ActionRoute::new("GET /rest/api/content/{id}/label?start={cursor}&limit={limit}", data_center::READ)
        .when(ON_PREM);
};

const TABLES: &[&[ActionRoute]] =
    &[LOOKUP, LISTS, DETAILS, FOOTER_COMMENTS, INLINE_COMMENTS, ATTACHMENTS, PROPERTIES, LABELS];

/// Every request of an export, beside those that find the space whatever its input says: it has no `type`.
pub(super) const ALL: [ActionRoute; count(TABLES)] = declared(TABLES);

const fn count(tables: &[&[ActionRoute]]) -> usize {
    let (mut count, mut table) = (0, 0);
    while table < tables.len() {
        count += tables[table].len();
        table += 1;
    }
    count
}

const fn declared<const N: usize>(tables: &[&[ActionRoute]]) -> [ActionRoute; N] {
    let mut all = [tables[0][0]; N];
    let (mut count, mut table) = (0, 0);
    while table < tables.len() {
        let mut row = 0;
        while row < tables[table].len() {
            all[count] = if table == 0 { tables[0][row] } else { tables[table][row].given(&[]) };
            count += 1;
            row += 1;
        }
        table += 1;
    }
    all
}
