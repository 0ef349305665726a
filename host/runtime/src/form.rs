//! The connection form: what a manifest asks for, and whether given values fit.

mod schema;

use std::collections::BTreeMap;

use regex::Regex;
use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

pub(crate) use schema::connection_schema;

use crate::Problem;
use crate::error::nearest;
use crate::manifest::{AuthType, Field, FieldKind, Manifest, holds};

/// Values of a form, checked and in their normal form.
pub(crate) struct Filled {
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) secrets: BTreeMap<String, SecretString>,
}

/// Checks the values of a form; every problem at once. Fields that are `not_needed` may be left out, since the operator has given them.
pub(crate) fn fill(
    manifest: &Manifest,
    auth_type: &AuthType,
    fields: &BTreeMap<String, String>,
    secrets: &BTreeMap<String, SecretString>,
    not_needed: &[&str],
) -> Result<Filled, Vec<Problem>> {
    let mut filled = Filled { fields: BTreeMap::new(), secrets: BTreeMap::new() };
    let mut problems = Vec::new();
    let form = || manifest.form(auth_type);
    let known: Vec<&str> = form().map(|field| field.name.as_str()).collect();
    let stray = || fields.keys().chain(secrets.keys()).filter(|name| !known.contains(&name.as_str()));
    let meant: Vec<String> =
        stray().flat_map(|name| nearest(name, known.iter().copied()).into_iter().take(1)).collect();
    // One that is misspelt is told as that, not as missing too.
    let is_missing =
        |field: &Field| field.required && !not_needed.contains(&field.name.as_str()) && !meant.contains(&field.name);
    for field in form() {
        let given = fields.get(&field.name).map(|value| value.trim()).filter(|value| !value.is_empty());
        let secret = secrets.get(&field.name).filter(|secret| !secret.expose_secret().is_empty());
        let shown = holds(&field.when, |name| filled.fields.get(name).map(String::as_str));
        let at = format!("/{}", field.name);
        let mut refuse = |message: String| problems.push(Problem { at: at.clone(), message });
        if !shown {
            if given.is_some() || secret.is_some() {
                refuse(format!("is only asked for where {}", manifest.in_words(&field.when)));
            }
            continue;
        }
        match (&field.kind, given, secret) {
            (FieldKind::Secret(_), Some(_), _) => refuse("is a secret and must be given as one".to_owned()),
            (FieldKind::Secret(kind), None, Some(secret)) => match check_secret(field, kind.multiline, secret) {
                Ok(()) => drop(filled.secrets.insert(field.name.clone(), secret.clone())),
                Err(message) => refuse(message),
            },
            (FieldKind::Secret(_), None, None) if is_missing(field) => refuse(missing(field)),
            (FieldKind::Secret(_), None, None) => {}
            (_, _, Some(_)) => refuse("is not a secret".to_owned()),
            (_, value, None) => match value.or_else(|| implied(form(), field, fields)).or(field.default.as_deref()) {
                None if is_missing(field) => refuse(missing(field)),
                None => {}
                Some(value) => match normalize(field, value) {
                    Ok(value) => drop(filled.fields.insert(field.name.clone(), value)),
                    Err(message) => refuse(message),
                },
            },
        }
    }
    for name in stray() {
        let message = match nearest(name, known.iter().copied()).first() {
            Some(close) => format!("is not a field of this form; did you mean `{close}`?"),
            None => format!("is not a field of this form; it has {}", list(&known)),
        };
        problems.push(Problem { at: format!("/{name}"), message });
    }
    if !holds(&auth_type.when, |name| filled.fields.get(name).map(String::as_str)) && problems.is_empty() {
        let message =
            format!("auth type `{}` is only offered where {}", auth_type.name, manifest.in_words(&auth_type.when));
        problems.push(Problem { at: String::new(), message });
    }
    if problems.is_empty() { Ok(filled) } else { Err(problems) }
}

/// What a choice that was left out must be for the other fields that were given: the on-prem URI says that the address is
/// one.
fn implied<'a>(
    mut form: impl Iterator<Item = &'a Field>,
    choice: &Field,
    given: &BTreeMap<String, String>,
) -> Option<&'a str> {
    form.find_map(|field| match field.when.as_slice() {
        [condition]
            if condition.field == choice.name && given.get(&field.name).is_some_and(|value| !value.is_empty()) =>
        {
            match condition.values.as_slice() {
                [value] => Some(value.as_str()),
                _ => None,
            }
        }
        _ => None,
    })
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn missing(field: &Field) -> String {
    match &field.hint {
        Some(hint) => format!("is needed ({}: {hint})", field.label),
        None => format!("is needed ({})", field.label),
    }
}

fn check_secret(field: &Field, multiline: bool, secret: &SecretString) -> Result<(), String> {
    let value = secret.expose_secret();
    // A value with a line break cannot stand in a header, and is nearly always a pasted one too many.
    if value.contains('\0') || (!multiline && value.contains(['\r', '\n'])) {
        return Err("must be one line".to_owned());
    }
    matches_pattern(field, value)
}

fn normalize(field: &Field, value: &str) -> Result<String, String> {
    if value.chars().any(char::is_control) {
        return Err("must not contain control characters".to_owned());
    }
    let normal = match &field.kind {
        FieldKind::Text | FieldKind::Secret(_) => value.to_owned(),
        FieldKind::Url => web_address(value)?,
        FieldKind::Subdomain(suffix) => subdomain(value, suffix)?,
        FieldKind::Email => match value.split_once('@') {
            Some((name, domain))
                if !name.is_empty() && domain.contains('.') && !value.contains(char::is_whitespace) =>
            {
                value.to_owned()
            }
            _ => return Err("is not an e-mail address such as `user@example.com`".to_owned()),
        },
        FieldKind::Boolean if matches!(value, "true" | "false") => value.to_owned(),
        FieldKind::Boolean => return Err("must be `true` or `false`".to_owned()),
        FieldKind::Integer => value.parse::<i64>().map_err(|_| "must be a whole number".to_owned())?.to_string(),
        FieldKind::Date => date(value)?,
        FieldKind::Choice(choices) => {
            if !choices.iter().any(|choice| choice.value == value) {
                let names: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
                return Err(format!("must be one of {}", list(&names)));
            }
            value.to_owned()
        }
    };
    matches_pattern(field, &normal)?;
    Ok(normal)
}

fn matches_pattern(field: &Field, value: &str) -> Result<(), String> {
    let Some(pattern) = &field.pattern else { return Ok(()) };
    // A pattern that cannot be read allows nothing.
    let fits = Regex::new(&format!(r"\A(?:{pattern})\z")).is_ok_and(|pattern| pattern.is_match(value));
    if fits { Ok(()) } else { Err(format!("must match `{pattern}`")) }
}

/// An absolute http or https URL without a slash at its end.
fn web_address(value: &str) -> Result<String, String> {
    let url = Url::parse(value).map_err(|_| "is not a URL such as `https://wiki.example.com`".to_owned())?;
    if !matches!(url.scheme(), "http" | "https") || url.cannot_be_a_base() {
        return Err("must begin with `https://` or `http://`".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must not contain a user name or password".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("must not contain `?` or `#`".to_owned());
    }
    if url.path().contains("//") || url.path().contains('%') {
        return Err("must have a plain path".to_owned());
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// The label in front of the suffix; a pasted host name or URL is understood.
fn subdomain(value: &str, suffix: &str) -> Result<String, String> {
    let refuse = || Err(format!("must be the name in front of `{suffix}`, such as `acme` for `https://acme{suffix}`"));
    let host = match Url::parse(value) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => match url.host() {
            Some(Host::Domain(host)) if host.ends_with(suffix) => host.to_owned(),
            _ => return refuse(),
        },
        _ => value.split('/').next().unwrap_or_default().to_ascii_lowercase(),
    };
    let label = host.strip_suffix(suffix).unwrap_or(&host);
    let valid = (1..=63).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-');
    if valid { Ok(label.to_owned()) } else { refuse() }
}

fn date(value: &str) -> Result<String, String> {
    // Written in full, so that every date has one spelling.
    let valid = value.parse::<jiff::civil::Date>().is_ok_and(|date| date.to_string() == value);
    if valid { Ok(value.to_owned()) } else { Err("must be a date such as `2027-01-31`".to_owned()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_subdomain_is_understood_however_it_is_pasted() {
        for value in [
            "acme",
            "ACME",
            "acme.atlassian.net",
            "acme.atlassian.net/wiki",
            "https://acme.atlassian.net",
            "https://acme.atlassian.net/wiki/spaces/DOCS/overview?x=1",
        ] {
            assert_eq!(subdomain(value, ".atlassian.net").as_deref(), Ok("acme"), "{value}");
        }
    }

    #[test]
    fn what_is_not_a_subdomain_is_refused() {
        for value in [
            "a.b",
            "-a",
            "a-",
            "a_b",
            "acme.example.com",
            "https://acme.example.com",
            "https://atlassian.net.example.com",
            "acme.atlassian.net.example.com",
            "acme@example.com",
            "acme:8080",
            "acme#",
            "acme?",
            "{subdomain}",
            "..",
            "%61cme",
            "",
        ] {
            assert!(subdomain(value, ".atlassian.net").is_err(), "{value}");
        }
    }

    #[test]
    fn a_web_address_keeps_port_and_context_path() {
        for (value, normal) in [
            ("https://wiki.example.com:8443/wiki/", "https://wiki.example.com:8443/wiki"),
            ("HTTPS://Wiki.Example.com", "https://wiki.example.com"),
            ("http://127.0.0.1:8090", "http://127.0.0.1:8090"),
        ] {
            assert_eq!(web_address(value).as_deref(), Ok(normal));
        }
        for value in [
            "wiki.example.com",
            "ftp://example.com",
            "https://user:pass@example.com",
            "https://example.com/?x",
            "https://example.com/#x",
            "https://example.com/a//b",
            "https://example.com/a%2fb",
            "file:///etc/passwd",
            "javascript:alert(1)",
        ] {
            assert!(web_address(value).is_err(), "{value}");
        }
    }

    #[test]
    fn a_date_is_a_day_that_exists() {
        assert!(date("2028-02-29").is_ok());
        for value in ["2027-02-29", "2027-13-01", "2027-1-1", "27-01-01", "2027-01-00", "2027/01/01", "+027-01-01"] {
            assert!(date(value).is_err(), "{value}");
        }
    }

    proptest! {
        #[test]
        fn a_subdomain_never_becomes_another_host(value in "\\PC*") {
            if let Ok(label) = subdomain(&value, ".atlassian.net") {
                let url = Url::parse(&format!("https://{label}.atlassian.net/x")).unwrap();
                let host = format!("{label}.atlassian.net");
                prop_assert_eq!(url.host_str(), Some(host.as_str()));
                prop_assert_eq!(url.path(), "/x");
            }
        }
    }
}
