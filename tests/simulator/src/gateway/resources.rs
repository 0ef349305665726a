//! `GET /oauth/token/accessible-resources`.

use http::StatusCode;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::auth::Pass;
use crate::scopes::Scopes;
use crate::tenant::Tenant;
use crate::world::World;

/// Lists the sites that a token reaches: one entry for each product, all with the site's id.
pub(super) fn list(world: &World, pass: &Pass) -> Answer {
    let options = &world.options;
    let no_scopes = Scopes::default();
    let scopes = pass.scopes.as_ref().unwrap_or(&no_scopes);
    let mut rows = Vec::new();
    // Jira comes first, so that whoever takes the first entry of a site is wrong.
    for tenant in Tenant::ALL.into_iter().filter(|tenant| pass.reach.contains(tenant) && world.finds(*tenant)) {
        let mut jira = scopes.jira();
        jira.extend(options.jira_scopes.iter().map(String::as_str).filter(|name| !scopes.has(name)));
        for (runs, scopes) in [(tenant.has_jira(), jira), (tenant.has_confluence(), scopes.confluence())] {
            if runs && !scopes.is_empty() {
                rows.push(row(tenant, world, &scopes));
            }
        }
    }
    Answer::json(StatusCode::OK, &json!(rows))
}

fn row(tenant: Tenant, world: &World, scopes: &[&str]) -> Value {
    json!({
        "id": tenant.cloud_id(),
        "name": tenant.name(&world.options),
        "url": format!("https://{}", tenant.host(&world.options)),
        "scopes": scopes,
        "avatarUrl": "https://site-admin-avatar-cdn.prod.public.atl-paas.net/avatars/240/flag.png",
    })
}
