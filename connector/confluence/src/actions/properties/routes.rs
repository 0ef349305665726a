//! The requests that properties are read and written with.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{ActionRoute, Conditions, Fields};

use crate::actions::by_type::by_type;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};

/// What is content on Data Center and Server.
const CONTENT: Conditions = &[("type", &["", "page", "blogpost", "comment", "attachment", "custom-content"])];

/// A space; on Data Center and Server its `id` is its key.
const SPACE: Conditions = &[("type", &["space"])];

/// Lists the properties of something.
pub(super) const LIST: &[ActionRoute] = &by_type! {
    "?key={key}&sort={sort}&limit={limit}&cursor={cursor}";
    "", "page" => "GET /wiki/api/v2/pages/{id}/properties", ["read:page:confluence"];
    "blogpost" => "GET /wiki/api/v2/blogposts/{id}/properties", ["read:page:confluence"];
    "comment" => "GET /wiki/api/v2/comments/{id}/properties", ["read:comment:confluence"];
    "attachment" => "GET /wiki/api/v2/attachments/{id}/properties", ["read:attachment:confluence"];
    "custom-content" => "GET /wiki/api/v2/custom-content/{id}/properties", ["read:custom-content:confluence"];
    "whiteboard" => "GET /wiki/api/v2/whiteboards/{id}/properties", ["read:whiteboard:confluence"];
    "database" => "GET /wiki/api/v2/databases/{id}/properties", ["read:database:confluence"];
    "folder" => "GET /wiki/api/v2/folders/{id}/properties", ["read:folder:confluence"];
    "embed" => "GET /wiki/api/v2/embeds/{id}/properties", ["read:embed:confluence"];
    + ActionRoute::new(
        "GET /wiki/api/v2/spaces/{id}/properties?key={key}&limit={limit}&cursor={cursor}",
        &[&["read:space:confluence"]],
    )
    .when(CLOUD)
    .given(SPACE);
    + ActionRoute::new(
        "GET /rest/api/content/{id}/property?expand=version&start={cursor}&limit={limit}",
        data_center::READ,
    )
    .when(ON_PREM)
    .given(CONTENT)
    .paging(&data_center::LISTING)
    .answer(data_center::property);
    + ActionRoute::new(
        "GET /rest/api/space/{id}/property?expand=version&start={cursor}&limit={limit}",
        data_center::READ,
    )
    .when(ON_PREM)
    .given(SPACE)
    .paging(&data_center::LISTING)
    .answer(data_center::property);
};

/// Finds the property of a key: answers with a page of one or none. Data Center and Server answer with 404 for none.
pub(super) const FIND: &[ActionRoute] = &by_type! {
    "?key={key}";
    "", "page" => "GET /wiki/api/v2/pages/{id}/properties", ["read:page:confluence"];
    "blogpost" => "GET /wiki/api/v2/blogposts/{id}/properties", ["read:page:confluence"];
    "comment" => "GET /wiki/api/v2/comments/{id}/properties", ["read:comment:confluence"];
    "attachment" => "GET /wiki/api/v2/attachments/{id}/properties", ["read:attachment:confluence"];
    "custom-content" => "GET /wiki/api/v2/custom-content/{id}/properties", ["read:custom-content:confluence"];
    "whiteboard" => "GET /wiki/api/v2/whiteboards/{id}/properties", ["read:whiteboard:confluence"];
    "database" => "GET /wiki/api/v2/databases/{id}/properties", ["read:database:confluence"];
    "folder" => "GET /wiki/api/v2/folders/{id}/properties", ["read:folder:confluence"];
    "embed" => "GET /wiki/api/v2/embeds/{id}/properties", ["read:embed:confluence"];
    "space" => "GET /wiki/api/v2/spaces/{id}/properties", ["read:space:confluence"];
    + ActionRoute::new("GET /rest/api/content/{id}/property/{key}?expand=version", data_center::READ)
        .when(ON_PREM)
        .given(CONTENT)
        .answer(page_of_one);
    + ActionRoute::new("GET /rest/api/space/{id}/property/{key}?expand=version", data_center::READ)
        .when(ON_PREM)
        .given(SPACE)
        .answer(page_of_one);
};

/// Gets the property of an id.
pub(super) const GET: &[ActionRoute] = &by_type! {
    "";
    "", "page" => "GET /wiki/api/v2/pages/{id}/properties/{propertyId}", ["read:page:confluence"];
    "blogpost" => "GET /wiki/api/v2/blogposts/{id}/properties/{propertyId}", ["read:page:confluence"];
    "comment" => "GET /wiki/api/v2/comments/{id}/properties/{propertyId}", ["read:comment:confluence"];
    "attachment" => "GET /wiki/api/v2/attachments/{id}/properties/{propertyId}", ["read:attachment:confluence"];
    "custom-content" => "GET /wiki/api/v2/custom-content/{id}/properties/{propertyId}",
        ["read:custom-content:confluence"];
    "whiteboard" => "GET /wiki/api/v2/whiteboards/{id}/properties/{propertyId}", ["read:whiteboard:confluence"];
    "database" => "GET /wiki/api/v2/databases/{id}/properties/{propertyId}", ["read:database:confluence"];
    "folder" => "GET /wiki/api/v2/folders/{id}/properties/{propertyId}", ["read:folder:confluence"];
    "embed" => "GET /wiki/api/v2/embeds/{id}/properties/{propertyId}", ["read:embed:confluence"];
    "space" => "GET /wiki/api/v2/spaces/{id}/properties/{propertyId}", ["read:space:confluence"];
};

/// Creates a property.
pub(super) const CREATE: &[ActionRoute] = &by_type! {
    "";
    "", "page" => "POST /wiki/api/v2/pages/{id}/properties", ["read:page:confluence", "write:page:confluence"];
    "blogpost" => "POST /wiki/api/v2/blogposts/{id}/properties", ["read:page:confluence", "write:page:confluence"];
    "comment" => "POST /wiki/api/v2/comments/{id}/properties", ["read:comment:confluence", "write:comment:confluence"];
    "attachment" => "POST /wiki/api/v2/attachments/{id}/properties",
        ["read:attachment:confluence", "write:attachment:confluence"];
    "custom-content" => "POST /wiki/api/v2/custom-content/{id}/properties",
        ["read:custom-content:confluence", "write:custom-content:confluence"];
    "whiteboard" => "POST /wiki/api/v2/whiteboards/{id}/properties",
        ["read:whiteboard:confluence", "write:whiteboard:confluence"];
    "database" => "POST /wiki/api/v2/databases/{id}/properties",
        ["read:database:confluence", "write:database:confluence"];
    "folder" => "POST /wiki/api/v2/folders/{id}/properties", ["read:folder:confluence", "write:folder:confluence"];
    "embed" => "POST /wiki/api/v2/embeds/{id}/properties", ["read:embed:confluence", "write:embed:confluence"];
    "space" => "POST /wiki/api/v2/spaces/{id}/properties", ["read:space:confluence", "write:space:confluence"];
    + ActionRoute::new("POST /rest/api/content/{id}/property", data_center::WRITE)
        .when(ON_PREM)
        .given(CONTENT)
        .answer(data_center::property);
    + ActionRoute::new("POST /rest/api/space/{id}/property", data_center::WRITE)
        .when(ON_PREM)
        .given(SPACE)
        .answer(data_center::property);
};

/// Updates a property: gives it a value and the version after the one that it has.
pub(super) const UPDATE: &[ActionRoute] = &by_type! {
    "";
    "", "page" => "PUT /wiki/api/v2/pages/{id}/properties/{propertyId}",
        ["read:page:confluence", "write:page:confluence"];
    "blogpost" => "PUT /wiki/api/v2/blogposts/{id}/properties/{propertyId}",
        ["read:page:confluence", "write:page:confluence"];
    "comment" => "PUT /wiki/api/v2/comments/{id}/properties/{propertyId}",
        ["read:comment:confluence", "write:comment:confluence"];
    "attachment" => "PUT /wiki/api/v2/attachments/{id}/properties/{propertyId}",
        ["read:attachment:confluence", "write:attachment:confluence"];
    "custom-content" => "PUT /wiki/api/v2/custom-content/{id}/properties/{propertyId}",
        ["read:custom-content:confluence", "write:custom-content:confluence"];
    "whiteboard" => "PUT /wiki/api/v2/whiteboards/{id}/properties/{propertyId}",
        ["read:whiteboard:confluence", "write:whiteboard:confluence"];
    "database" => "PUT /wiki/api/v2/databases/{id}/properties/{propertyId}",
        ["read:database:confluence", "write:database:confluence"];
    "folder" => "PUT /wiki/api/v2/folders/{id}/properties/{propertyId}",
        ["read:folder:confluence", "write:folder:confluence"];
    "embed" => "PUT /wiki/api/v2/embeds/{id}/properties/{propertyId}",
        ["read:embed:confluence", "write:embed:confluence"];
    "space" => "PUT /wiki/api/v2/spaces/{id}/properties/{propertyId}",
        ["read:space:confluence", "write:space:confluence"];
    + ActionRoute::new("PUT /rest/api/content/{of}/property/{name}?expand=version", data_center::WRITE)
        .when(ON_PREM)
        .given(CONTENT)
        .ask(data_center::property_update)
        .answer(data_center::property);
    + ActionRoute::new("PUT /rest/api/space/{of}/property/{name}", data_center::WRITE)
        .when(ON_PREM)
        .given(SPACE)
        .ask(data_center::property_update)
        .answer(data_center::property);
};

/// Deletes a property; on Data Center and Server, the one of a key.
pub(super) const DELETE: &[ActionRoute] = &by_type! {
    "";
    "", "page" => "DELETE /wiki/api/v2/pages/{id}/properties/{propertyId}",
        ["read:page:confluence", "write:page:confluence"];
    "blogpost" => "DELETE /wiki/api/v2/blogposts/{id}/properties/{propertyId}",
        ["read:page:confluence", "write:page:confluence"];
    "comment" => "DELETE /wiki/api/v2/comments/{id}/properties/{propertyId}",
        ["read:comment:confluence", "write:comment:confluence"];
    "attachment" => "DELETE /wiki/api/v2/attachments/{id}/properties/{propertyId}",
        ["read:attachment:confluence", "write:attachment:confluence"];
    "custom-content" => "DELETE /wiki/api/v2/custom-content/{id}/properties/{propertyId}",
        ["read:custom-content:confluence", "write:custom-content:confluence"];
    "whiteboard" => "DELETE /wiki/api/v2/whiteboards/{id}/properties/{propertyId}",
        ["read:whiteboard:confluence", "write:whiteboard:confluence"];
    "database" => "DELETE /wiki/api/v2/databases/{id}/properties/{propertyId}",
        ["read:database:confluence", "write:database:confluence"];
    "folder" => "DELETE /wiki/api/v2/folders/{id}/properties/{propertyId}",
        ["read:folder:confluence", "write:folder:confluence"];
    "embed" => "DELETE /wiki/api/v2/embeds/{id}/properties/{propertyId}",
        ["read:embed:confluence", "write:embed:confluence"];
    "space" => "DELETE /wiki/api/v2/spaces/{id}/properties/{propertyId}",
        ["read:space:confluence", "write:space:confluence"];
    + ActionRoute::new("DELETE /rest/api/content/{id}/property/{key}", data_center::WRITE)
        .when(ON_PREM)
        .given(CONTENT);
    + ActionRoute::new("DELETE /rest/api/space/{id}/property/{key}", data_center::WRITE)
        .when(ON_PREM)
        .given(SPACE);
};

fn page_of_one(asked: &Fields, answer: &mut Value) {
    data_center::property(asked, answer);
    *answer = json!({ "results": [answer.take()] });
}
