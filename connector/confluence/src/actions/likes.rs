//! Likes of pages, blog posts and comments.

use connector_sdk::{Action, ActionRoute, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::LISTING;
use crate::form::CLOUD;
use crate::models::{Like, LikeCount, Listing};

/// Lists the users who like a page, blog post or comment.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListLikes {
    /// What is liked. Default: `page`.
    pub r#type: Option<Likeable>,
    /// The id of what is liked.
    pub id: String,
}

/// What can be liked.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Likeable {
    /// A page.
    Page,
    /// A blog post.
    Blogpost,
    /// A comment at the foot of a page or blog post.
    FooterComment,
    /// A comment on a part of the text.
    InlineComment,
}

impl Action for ListLikes {
    type Output = Listing<Like>;
    const NAME: &str = "list-likes";
    const GROUP: &str = "likes";
    const ROUTE: &str = "GET /wiki/api/v2/pages/{id}/likes/users?limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = &[&["read:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = &[("type", &["", "page"])];
    const INSTEAD: &[ActionRoute] = &[
        of(
            "GET /wiki/api/v2/blogposts/{id}/likes/users?limit={limit}&cursor={cursor}",
            &[&["read:page:confluence"]],
            &[("type", &["blogpost"])],
        ),
        of(
            "GET /wiki/api/v2/footer-comments/{id}/likes/users?limit={limit}&cursor={cursor}",
            &[&["read:comment:confluence"]],
            &[("type", &["footer-comment"])],
        ),
        of(
            "GET /wiki/api/v2/inline-comments/{id}/likes/users?limit={limit}&cursor={cursor}",
            &[&["read:comment:confluence"]],
            &[("type", &["inline-comment"])],
        ),
    ];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
    const WHEN: Conditions = CLOUD;
}

/// Counts the users who like a page, blog post or comment.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetLikeCount {
    /// What is liked. Default: `page`.
    pub r#type: Option<Likeable>,
    /// The id of what is liked.
    pub id: String,
}

impl Action for GetLikeCount {
    type Output = LikeCount;
    const NAME: &str = "get-like-count";
    const GROUP: &str = "likes";
    const ROUTE: &str = "GET /wiki/api/v2/pages/{id}/likes/count";
    const SCOPES: Scopes = &[&["read:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = &[("type", &["", "page"])];
    const INSTEAD: &[ActionRoute] = &[
        of("GET /wiki/api/v2/blogposts/{id}/likes/count", &[&["read:page:confluence"]], &[("type", &["blogpost"])]),
        of(
            "GET /wiki/api/v2/footer-comments/{id}/likes/count",
            &[&["read:comment:confluence"]],
            &[("type", &["footer-comment"])],
        ),
        of(
            "GET /wiki/api/v2/inline-comments/{id}/likes/count",
            &[&["read:comment:confluence"]],
            &[("type", &["inline-comment"])],
        ),
    ];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// A route of Cloud for one type.
const fn of(route: &'static str, scopes: Scopes, given: Conditions) -> ActionRoute {
    ActionRoute::new(route, scopes).when(CLOUD).given(given)
}
