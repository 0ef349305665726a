//! The admin key, with which an administrator sees what restrictions would hide.

use connector_sdk::{Action, Answer, Conditions, Effect};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::echo;
use crate::form::CLOUD;
use crate::models::{AdminKey, DisabledAdminKey};

/// Gets the admin key of the user, if there is one.
///
/// Admin keys are for administrators of the site or the organization, on the plans Premium and Enterprise. Where there
/// is none, the answer is the error `not-found`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetAdminKey {}

impl Action for GetAdminKey {
    type Output = AdminKey;
    const NAME: &str = "get-admin-key";
    const GROUP: &str = "admin-key";
    const ROUTE: &str = "GET /wiki/api/v2/admin-key";
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Enables an admin key for the user, for some minutes.
///
/// A key that is there already is replaced. Admin keys are for administrators of the site or the organization, on the
/// plans Premium and Enterprise.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EnableAdminKey {
    /// For how many minutes. Default: `10`.
    #[schemars(range(min = 1, max = 60))]
    pub duration_in_minutes: Option<u32>,
}

impl Action for EnableAdminKey {
    type Output = AdminKey;
    const NAME: &str = "enable-admin-key";
    const GROUP: &str = "admin-key";
    const ROUTE: &str = "POST /wiki/api/v2/admin-key";
    const EFFECT: Effect = Effect::Write;
    const WHEN: Conditions = CLOUD;
}

/// Disables the admin key of the user, if there is one.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DisableAdminKey {}

impl Action for DisableAdminKey {
    type Output = DisabledAdminKey;
    const NAME: &str = "disable-admin-key";
    const GROUP: &str = "admin-key";
    const ROUTE: &str = "DELETE /wiki/api/v2/admin-key";
    const ANSWER: Option<Answer> = Some(|_, answer| echo::add(answer, "status", "disabled"));
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const WHEN: Conditions = CLOUD;
}
