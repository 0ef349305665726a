use std::collections::BTreeMap;
use std::time::Duration;

use url::{Host, Url};

use super::address::Reach;
use super::throttle::{Per, RateLimit};
use crate::manifest::{self, AuthType, FieldKind, Manifest, holds};

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

impl Endpoint {
    /// Whether the user wrote its address.
    pub(crate) fn is_chosen(&self) -> bool {
        self.reach == Reach::Chosen
    }
}

/// Finds out where an endpoint is; none where no rule fits the connection, or a field of its base URL is not known yet.
pub(crate) fn resolve(
    manifest: &Manifest,
    endpoint: &manifest::Endpoint,
    auth_type: &AuthType,
    fields: &BTreeMap<String, String>,
) -> Option<Endpoint> {
    let value = |name: &str| fields.get(name).map(String::as_str);
    let rule = endpoint.rules.iter().find(|rule| {
        (rule.auth_types.is_empty() || rule.auth_types.contains(&auth_type.name)) && holds(&rule.when, value)
    })?;
    let (base, reach) = fill(&rule.base_url, manifest, auth_type, fields)?;
    let link_bases = rule
        .link_bases
        .iter()
        .filter_map(|link_base| fill(link_base, manifest, auth_type, fields))
        .map(|(url, _)| text(&url).to_owned())
        .collect();
    Some(Endpoint {
        name: endpoint.name.clone(),
        base,
        link_bases,
        authenticated: rule.authenticated,
        redirect_hosts: endpoint
            .redirect_hosts
            .iter()
            .filter(|redirect| holds(&redirect.when, value))
            .map(|redirect| redirect.host.clone())
            .collect(),
        redirect_within: endpoint.redirect_within,
        reach,
        rate_limits: endpoint.rate_limits.iter().map(rate_limit).collect(),
    })
}

/// An endpoint at a URL of an auth type, such as its token endpoint; it follows no redirects.
pub(crate) fn url_endpoint(
    name: &str,
    template: &str,
    manifest: &Manifest,
    auth_type: &AuthType,
    fields: &BTreeMap<String, String>,
) -> Option<Endpoint> {
    let (base, reach) = fill(template, manifest, auth_type, fields)?;
    Some(Endpoint {
        name: name.to_owned(),
        base,
        link_bases: Vec::new(),
        authenticated: false,
        redirect_hosts: Vec::new(),
        redirect_within: false,
        reach,
        rate_limits: Vec::new(),
    })
}

fn rate_limit(limit: &manifest::RateLimit) -> RateLimit {
    RateLimit {
        per: match limit.per {
            manifest::LimitScope::Connection => Per::Connection,
            manifest::LimitScope::Client => Per::Client,
        },
        requests: limit.requests,
        span: Duration::from_secs(limit.seconds.into()),
        concurrent: limit.concurrent,
    }
}

/// The text of a base URL without a slash at its end.
pub(super) fn text(base: &Url) -> &str {
    base.as_str().trim_end_matches('/')
}

/// Fills a template in. Only a field that the form has checked as a URL may be a whole base, and only one that it has
/// checked as a DNS label may be part of a host; both reach here in their normal form. A derived field is one segment of
/// the path, or a host that the manifest allows it to be.
fn fill(
    template: &str,
    manifest: &Manifest,
    auth_type: &AuthType,
    fields: &BTreeMap<String, String>,
) -> Option<(Url, Reach)> {
    let mut filled = String::new();
    let mut rest = template;
    let mut reach = Reach::Public;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        filled.push_str(before);
        let value = fields.get(name)?;
        let field = manifest.form(auth_type).find(|field| field.name == name);
        match field.map(|field| &field.kind) {
            Some(FieldKind::Url) if filled.is_empty() => reach = Reach::Chosen,
            Some(FieldKind::Subdomain(_)) if is_label(value) => {}
            Some(_) => return None,
            None => {
                let derived = manifest.derived.iter().find(|derived| derived.name == name)?;
                let allowed = if is_whole_host(&filled, after) {
                    is_host(value) && derived.hosts.iter().any(|pattern| fits_pattern(pattern, value))
                } else {
                    is_whole_segment(&filled, after) && is_segment(value)
                };
                if !allowed {
                    return None;
                }
            }
        }
        filled.push_str(value);
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

/// One label of a host name.
fn is_label(value: &str) -> bool {
    !value.contains('.') && value.split('.').all(|label| is_host(&format!("{label}.a")))
}

fn is_whole_host(before: &str, after: &str) -> bool {
    before == "https://" && (after.is_empty() || after.starts_with('/'))
}

/// The value stands between slashes, behind a host.
fn is_whole_segment(before: &str, after: &str) -> bool {
    let behind_host = before.split_once("://").map_or(before, |(_, rest)| rest);
    before.ends_with('/')
        && behind_host.split_once('/').is_some_and(|(host, _)| !host.is_empty())
        && (after.is_empty() || after.starts_with('/'))
}

/// Only characters that need no encoding (RFC 3986 §2.3), and no dot segment.
fn is_segment(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= 200
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
        && value.bytes().any(|byte| byte != b'.')
}

fn is_host(value: &str) -> bool {
    value.len() <= 253
        && value.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        })
        && value.split('.').next_back().is_some_and(|label| label.bytes().any(|byte| byte.is_ascii_lowercase()))
}

/// `*.` stands for one or more labels.
fn fits_pattern(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix("*.") {
        Some(suffix) => host.strip_suffix(suffix).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
        None => pattern == host,
    }
}

/// Whether a derived value may stand somewhere in a base URL at all.
pub(crate) fn may_be_derived(field: &manifest::DerivedField, value: &str) -> bool {
    is_segment(value) && (field.hosts.is_empty() || field.hosts.iter().any(|pattern| fits_pattern(pattern, value)))
}

/// Whether every URL of a manifest can be filled in from its fields; the first that cannot.
pub(crate) fn unfillable_base(manifest: &Manifest) -> Option<String> {
    let cannot = |template: &str, auth_type: &AuthType| {
        fill(template, manifest, auth_type, &sample(manifest, auth_type)).is_none()
    };
    for rule in manifest.endpoints.iter().flat_map(|endpoint| &endpoint.rules) {
        for template in std::iter::once(&rule.base_url).chain(&rule.link_bases) {
            let applies =
                |auth_type: &&AuthType| rule.auth_types.is_empty() || rule.auth_types.contains(&auth_type.name);
            // A rule with conditions may be about some of its auth types only, as their fields say.
            let mut applicable = manifest.auth_types.iter().filter(applies).peekable();
            let none = applicable.peek().is_none();
            let conditional = !rule.when.is_empty() || rule.auth_types.is_empty();
            let unfit = if conditional {
                applicable.all(|auth_type| cannot(template, auth_type))
            } else {
                applicable.any(|auth_type| cannot(template, auth_type))
            };
            if unfit && !none {
                return Some(template.clone());
            }
        }
    }
    for auth_type in &manifest.auth_types {
        if let manifest::Credential::Oauth2(oauth2) = &auth_type.credential {
            let code = match &oauth2.grant {
                manifest::Grant::AuthorizationCode(code) => Some(&code.url),
                manifest::Grant::ClientCredentials => None,
            };
            for template in std::iter::once(&oauth2.token_url).chain(code) {
                if cannot(template, auth_type) {
                    return Some(template.clone());
                }
            }
        }
    }
    None
}

/// A value of each field that may stand in a URL.
fn sample(manifest: &Manifest, auth_type: &AuthType) -> BTreeMap<String, String> {
    let form = manifest.form(auth_type).filter_map(|field| match field.kind {
        FieldKind::Url => Some((field.name.clone(), "https://host.example".to_owned())),
        FieldKind::Subdomain(_) => Some((field.name.clone(), "label".to_owned())),
        _ => None,
    });
    let derived = manifest.derived.iter().map(|field| {
        let host = field.hosts.first().map(|pattern| pattern.replacen("*.", "label.", 1));
        (field.name.clone(), host.unwrap_or_else(|| "segment".to_owned()))
    });
    form.chain(derived).collect()
}

#[cfg(test)]
#[path = "base/tests.rs"]
mod tests;
