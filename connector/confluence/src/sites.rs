//! The sites that a grant of Atlassian's OAuth 2.0 reaches.

use connector_sdk::{Context, Error, ErrorKind, Method, Request, Retry, Site};
use serde::Deserialize;

use crate::connection::{Door, entered_host, host_of};
use crate::form::auth_types::OAUTH2;
use crate::form::{ACCOUNTS, CLOUD_DEPLOYMENT, CLOUD_ID, CLOUD_SUFFIX, DEPLOYMENT, ENTRY, SITE_HOST};

/// A site, as often as it has products that the grant reaches.
#[derive(Deserialize)]
struct Resource {
    id: String,
    name: Option<String>,
    url: String,
    #[serde(default)]
    scopes: Vec<String>,
}

impl Resource {
    /// Scopes tell the product: each of Confluence's names it, and no other does.
    fn is_confluence(&self) -> bool {
        self.scopes.iter().any(|scope| scope.to_ascii_lowercase().contains("confluence"))
    }

    fn host(&self) -> String {
        host_of(&self.url).unwrap_or_else(|| self.url.clone())
    }
}

/// Lists the sites with Confluence, each once.
pub(crate) fn sites(context: &Context<'_>) -> Result<Vec<Site>, Error> {
    if context.auth_type() != OAUTH2 {
        return Ok(Vec::new());
    }
    let request = Request::new(Method::Get, "/accessible-resources").at(ACCOUNTS).retry(Retry::Safe);
    let resources: Vec<Resource> = context.send(&request)?.json()?;
    let mut found: Vec<&Resource> = Vec::new();
    for resource in resources.iter().filter(|resource| resource.is_confluence()) {
        if !found.iter().any(|other| other.id == resource.id) {
            found.push(resource);
        }
    }
    if found.is_empty() {
        return Err(no_confluence(&resources));
    }
    let entered = entered_host(context);
    if let Some(entered) = &entered
        && !found.iter().any(|resource| resource.host() == *entered)
    {
        return Err(out_of_reach(entered, &found));
    }
    Ok(found.into_iter().map(|resource| site(resource, entered.as_deref())).collect())
}

fn site(resource: &Resource, entered: Option<&str>) -> Site {
    let host = resource.host();
    let mut fields = vec![
        (CLOUD_ID.to_owned(), resource.id.clone()),
        (DEPLOYMENT.to_owned(), CLOUD_DEPLOYMENT.to_owned()),
        (ENTRY.to_owned(), Door::Gateway.name().to_owned()),
    ];
    if host.ends_with(CLOUD_SUFFIX) {
        fields.push((SITE_HOST.to_owned(), host.clone()));
    }
    Site {
        id: resource.id.clone(),
        name: resource.name.clone().unwrap_or_else(|| host.clone()),
        url: resource.url.clone(),
        wanted: entered == Some(host.as_str()),
        fields,
    }
}

fn no_confluence(others: &[Resource]) -> Error {
    let message = if others.is_empty() {
        "the grant reaches no site".to_owned()
    } else {
        format!("the grant reaches no Confluence, only other products of {}", hosts(others))
    };
    Error::new(ErrorKind::NotFound, message).hint(
        "Give the app scopes of Confluence, then sign in again, as a user of Confluence, and choose a site that has it",
    )
}

fn out_of_reach(entered: &str, found: &[&Resource]) -> Error {
    let reached = hosts(found.iter().copied());
    Error::new(ErrorKind::InvalidInput, format!("the grant does not reach `{entered}`, but {reached}"))
        .hint("Enter the subdomain of a site that it reaches, or sign in again and choose the other site")
}

fn hosts<'a>(resources: impl IntoIterator<Item = &'a Resource>) -> String {
    let mut hosts: Vec<String> = resources.into_iter().map(|resource| format!("`{}`", resource.host())).collect();
    hosts.dedup();
    hosts.join(", ")
}
