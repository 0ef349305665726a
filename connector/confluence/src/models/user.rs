use schemars::JsonSchema;

use super::Operation;

/// A user.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// `known` for a user of the site, `anonymous` for a visitor, `unknown` where nothing is known.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The account id (Cloud), the same on every Atlassian site, such as
    /// `712020:00000000-0000-4000-8000-000000000001`.
    pub account_id: Option<String>,
    /// `atlassian` for a person, `app` for an app (Cloud).
    pub account_type: Option<String>,
    /// The name with which the user logs in (Data Center and Server).
    pub username: Option<String>,
    /// The key, which stays when the username changes (Data Center and Server).
    pub user_key: Option<String>,
    /// The email address; empty or absent where the user does not show it.
    pub email: Option<String>,
    /// The name that the user shows to everybody (Cloud).
    pub public_name: Option<String>,
    /// The full name, where the user shows it.
    pub display_name: Option<String>,
    /// The time zone (Cloud), such as `Europe/Berlin`.
    pub time_zone: Option<String>,
    /// Whether the user is a guest, who sees one space (Cloud).
    pub is_guest: Option<bool>,
    /// Whether the user is a guest, under the word that Confluence used before (Cloud).
    pub is_external_collaborator: Option<bool>,
    /// Whether the account works: `active`, `inactive`, `closed` or `unknown` (Cloud, where many users are asked for).
    pub account_status: Option<String>,
    /// The id of the personal space (Cloud, where many users are asked for).
    pub personal_space_id: Option<String>,
    /// Whether the account works, where `expand` asks for it (Data Center and Server).
    pub status: Option<String>,
    /// The picture.
    pub profile_picture: Option<Picture>,
    /// What the user may do on the site, where `expand` asks for it.
    pub operations: Option<Vec<Operation>>,
    /// The personal space, where `expand` asks for it and the user has one.
    pub personal_space: Option<PersonalSpace>,
}

/// A picture.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Picture {
    /// The path or address of the picture.
    pub path: String,
    /// The width in pixels.
    pub width: Option<i64>,
    /// The height in pixels.
    pub height: Option<i64>,
    /// Whether it is the picture of users who chose none.
    pub is_default: Option<bool>,
}

/// A user's own space.
#[derive(JsonSchema)]
pub struct PersonalSpace {
    /// The id of the space.
    pub id: Option<i64>,
    /// The key of the space.
    pub key: String,
    /// The name of the space.
    pub name: Option<String>,
}

/// The email address of a user.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserEmail {
    /// The account id of the user.
    pub account_id: Option<String>,
    /// The email address, whether the user shows it or not.
    pub email: Option<String>,
}

/// Who of the people asked about has no access to the site.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EmailAccess {
    /// The email addresses of people who have no access.
    pub emails_without_access: Option<Vec<String>>,
    /// What is no email address.
    pub invalid_emails: Option<Vec<String>>,
}

/// An invitation that was accepted for sending.
#[derive(JsonSchema)]
pub struct Invitation {
    /// The email addresses, as they were given.
    pub emails: Vec<String>,
    /// `invited`.
    pub status: String,
}

/// A user who was created.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreatedUser {
    /// The username.
    pub username: String,
    /// The key that Confluence gave the user.
    pub user_key: Option<String>,
}

/// What became of a user.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangedUser {
    /// The username; absent for the user of the connection.
    pub username: Option<String>,
    /// `updated`, `enabled`, `disabled` or `password-changed`.
    pub status: String,
}
