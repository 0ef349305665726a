//! What is found out about a connection beside what the user enters.

use connector_sdk::{Context, Error, ErrorKind, Method, Request, Retry};
use serde::Deserialize;

use crate::connection::{Door, deployment, entered_host, field, host_of, is_on_prem};
use crate::errors::{explain, refuses_passwords};
use crate::form::auth_types::THROUGH_GATEWAY;
use crate::form::{CLOUD_ID, CLOUD_SUFFIX, DEPLOYMENT, ENTRY, GATEWAY_HOST, SITE_HOST, TENANT, URI};

/// Finds out the derived fields that the connection does not have yet.
pub(crate) fn resolve(context: &Context<'_>) -> Result<Vec<(String, String)>, Error> {
    let mut found = Vec::new();
    let unknown = |name: &str| field(context, name).is_none();
    let mut add = |name: &str, value: &str| found.push((name.to_owned(), value.to_owned()));
    if unknown(DEPLOYMENT) {
        add(DEPLOYMENT, deployment(context));
    }
    if is_on_prem(context) {
        refuse_cloud(context)?;
        if unknown(ENTRY) {
            add(ENTRY, Door::Site.name());
        }
        return Ok(found);
    }
    if unknown(CLOUD_ID) {
        let host = entered_host(context).ok_or_else(no_site)?;
        add(CLOUD_ID, &cloud_id(context, &host)?);
        if unknown(SITE_HOST) {
            add(SITE_HOST, &host);
        }
    }
    if unknown(ENTRY) {
        add(ENTRY, door(context)?.name());
    }
    Ok(found)
}

/// Cloud sites have no context path, and their API has another shape.
fn refuse_cloud(context: &Context<'_>) -> Result<(), Error> {
    let host = field(context, URI).and_then(|uri| host_of(&uri)).unwrap_or_default();
    if !host.ends_with(CLOUD_SUFFIX) && host != GATEWAY_HOST {
        return Ok(());
    }
    let subdomain = host.strip_suffix(CLOUD_SUFFIX).map_or(String::new(), |subdomain| format!(", `{subdomain}`"));
    Err(Error::new(ErrorKind::InvalidInput, format!("`{host}` is Confluence Cloud, which has no on-prem URI"))
        .hint(format!("Choose the subdomain as the address, and enter it{subdomain}")))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tenant {
    cloud_id: String,
}

/// What a site tells anybody about itself.
fn cloud_id(context: &Context<'_>, host: &str) -> Result<String, Error> {
    let request = Request::new(Method::Get, "/_edge/tenant_info").at(TENANT).retry(Retry::Safe);
    let response = context.ask(&request)?;
    match response.status {
        200 => Ok(response.json::<Tenant>()?.cloud_id),
        404 => Err(Error::from_response(ErrorKind::NotFound, format!("there is no site `{host}`"), &response)
            .hint("Check the subdomain; a Confluence with an address of its own is entered as an on-prem URI")),
        _ => Err(explain(context, &request, &response)),
    }
}

/// Tries the site: tokens with scopes, and those of service accounts, work through the gateway alone.
fn door(context: &Context<'_>) -> Result<Door, Error> {
    if THROUGH_GATEWAY.contains(&context.auth_type().as_str()) {
        return Ok(Door::Gateway);
    }
    let request = Request::new(Method::Get, "/wiki/rest/api/user/current").retry(Retry::Safe);
    let response = match context.ask(&request) {
        // The log-in page: what is wrong with the credential is for `check` to say.
        Err(error) if error.kind == ErrorKind::Unauthenticated => return Ok(Door::Site),
        answer => answer?,
    };
    match response.status {
        401 if !refuses_passwords(&response) => Ok(Door::Gateway),
        500.. => Err(explain(context, &request, &response)),
        _ => Ok(Door::Site),
    }
}

fn no_site() -> Error {
    Error::new(ErrorKind::InvalidInput, "the connection has no site").hint("Choose a site, or enter its subdomain")
}
