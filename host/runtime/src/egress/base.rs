use std::collections::BTreeMap;

use url::{Host, Url};

use super::address::Reach;
use super::throttle::RateLimit;
use crate::manifest::{self, FieldKind, Manifest, holds};

/// An endpoint of the manifest, for one connection.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    pub(crate) name: String,
    /// Without a slash at its end.
    pub(crate) base: Url,
    /// Other spellings of the base URL, without a slash at their end.
    pub(crate) link_bases: Vec<String>,
    pub(crate) authenticated: bool,
    pub(crate) redirect_hosts: Vec<String>,
    pub(crate) redirect_within: bool,
    /// Which addresses its host may have.
    pub(crate) reach: Reach,
    /// What the manifest says about how much its service takes.
    pub(crate) rate_limits: Vec<RateLimit>,
}

/// Finds out where an endpoint is; none where no rule fits the connection.
pub(crate) fn resolve(
    manifest: &Manifest,
    endpoint: &manifest::Endpoint,
    auth_type: &str,
    fields: &BTreeMap<String, String>,
) -> Option<Endpoint> {
    let value = |name: &str| fields.get(name).map(String::as_str);
    let rule = endpoint.rules.iter().find(|rule| {
        (rule.auth_types.is_empty() || rule.auth_types.iter().any(|name| name == auth_type)) && holds(&rule.when, value)
    })?;
    let (base, reach) = base_url(&rule.base_url, manifest, auth_type, fields)?;
    let link_bases = rule
        .link_bases
        .iter()
        .filter_map(|link_base| base_url(link_base, manifest, auth_type, fields))
        .map(|(url, _)| text(&url).to_owned())
        .collect();
    Some(Endpoint {
        name: endpoint.name.clone(),
        base,
        link_bases,
        authenticated: rule.authenticated,
        redirect_hosts: endpoint.redirect_hosts.clone(),
        redirect_within: endpoint.redirect_within,
        reach,
        rate_limits: Vec::new(),
    })
}

/// The text of a base URL without a slash at its end.
pub(super) fn text(base: &Url) -> &str {
    base.as_str().trim_end_matches('/')
}

/// Fills a template in. Only a field that the form has checked as a URL may be a whole base, and only one that it has
/// checked as a DNS label may be part of a host; both reach here in their normal form.
fn base_url(
    template: &str,
    manifest: &Manifest,
    auth_type: &str,
    fields: &BTreeMap<String, String>,
) -> Option<(Url, Reach)> {
    let form = || manifest.fields.iter().chain(manifest.auth_type(auth_type).into_iter().flat_map(|auth| &auth.fields));
    let mut filled = String::new();
    let mut rest = template;
    let mut reach = Reach::Public;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        let field = form().find(|field| field.name == name)?;
        match field.kind {
            FieldKind::Url if before.is_empty() && filled.is_empty() => reach = Reach::Chosen,
            FieldKind::Subdomain(_) => {}
            _ => return None,
        }
        filled.push_str(before);
        filled.push_str(fields.get(name)?);
        rest = after;
    }
    filled.push_str(rest);
    let url = Url::parse(&filled).ok()?;
    let plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
        && match url.host() {
            Some(Host::Domain(name)) => name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte)),
            Some(Host::Ipv4(_) | Host::Ipv6(_)) => true,
            None => false,
        };
    // What a parser would correct was meant otherwise by somebody.
    let canonical = text(&url) == filled.trim_end_matches('/');
    // Clear text only where the user wrote the whole URL and so chose it.
    let scheme = url.scheme() == "https" || (url.scheme() == "http" && reach == Reach::Chosen);
    (plain && canonical && scheme).then_some((url, reach))
}

/// Whether every base URL of a manifest can be filled in from its fields; the first that cannot.
pub(crate) fn unfillable_base(manifest: &Manifest) -> Option<String> {
    let rules = manifest.endpoints.iter().flat_map(|endpoint| &endpoint.rules);
    for rule in rules {
        for template in std::iter::once(&rule.base_url).chain(&rule.link_bases) {
            let auth_types: Vec<&str> = if rule.auth_types.is_empty() {
                manifest.auth_types.iter().map(|auth_type| auth_type.name.as_str()).collect()
            } else {
                rule.auth_types.iter().map(String::as_str).collect()
            };
            let sample = |auth_type: &str| -> BTreeMap<String, String> {
                let own = manifest.auth_type(auth_type).into_iter().flat_map(|auth| &auth.fields);
                manifest
                    .fields
                    .iter()
                    .chain(own)
                    .filter_map(|field| match field.kind {
                        FieldKind::Url => Some((field.name.clone(), "https://host.example".to_owned())),
                        FieldKind::Subdomain(_) => Some((field.name.clone(), "label".to_owned())),
                        _ => None,
                    })
                    .collect()
            };
            if auth_types.iter().any(|name| base_url(template, manifest, name, &sample(name)).is_none()) {
                return Some(template.clone());
            }
        }
    }
    None
}

#[cfg(test)]
#[path = "base/tests.rs"]
mod tests;
