//! What a link points at, as storage says it and as Markdown says it.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::storage::{Element, escape_attribute, is_generated};

/// What would end a part of a destination, or be read as something else in Markdown.
const RESERVED: &AsciiSet = &CONTROLS.add(b'%').add(b'/').add(b'#').add(b'<').add(b'>').add(b'\\').add(b'&').add(b'"');

/// What a link of Confluence points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Page { space: Option<String>, title: String, anchor: Option<String> },
    Anchor(String),
    Attachment(String),
    Space(String),
    User { attribute: &'static str, id: String },
}

/// Schemes of mentions, and the attribute of `ri:user` that each stands for.
const USERS: [(&str, &str); 3] = [("user:", "ri:account-id"), ("userkey:", "ri:userkey"), ("username:", "ri:username")];

impl Target {
    /// Reads an `ac:link`, where Markdown can say what it points at.
    pub(super) fn of_link(link: &Element<'_>) -> Option<Self> {
        if attributes(link).iter().any(|(name, _)| name != "ac:anchor") {
            return None;
        }
        let anchor = link.attribute("ac:anchor");
        let mut resources = link.elements().filter(|element| element.name().starts_with("ri:"));
        let Some(resource) = resources.next() else { return anchor.map(Self::Anchor) };
        if resources.next().is_some() {
            return None;
        }
        match (Self::of_resource(resource)?, anchor) {
            (Self::Page { space, title, .. }, anchor) => Some(Self::Page { space, title, anchor }),
            (target, None) => Some(target),
            _ => None,
        }
    }

    /// Reads a resource, such as `ri:page`.
    pub(super) fn of_resource(resource: &Element<'_>) -> Option<Self> {
        if !resource.children().is_empty() {
            return None;
        }
        let attributes = attributes(resource);
        let value = |name: &str| attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone());
        let only = |name: &str| if attributes.len() == 1 { value(name) } else { None };
        match resource.name() {
            "ri:page" => {
                let (space, title) = (value("ri:space-key"), value("ri:content-title")?);
                let complete = attributes.len() == 1 + usize::from(space.is_some());
                complete.then_some(Self::Page { space, title, anchor: None })
            }
            "ri:attachment" => only("ri:filename").map(Self::Attachment),
            "ri:space" => only("ri:space-key").map(Self::Space),
            "ri:user" => USERS.iter().find_map(|(_, attribute)| Some(Self::User { attribute, id: only(attribute)? })),
            _ => None,
        }
    }

    /// Reads the destination of a link in Markdown; nothing where it points out of Confluence.
    pub(super) fn parse(destination: &str) -> Option<Self> {
        if let Some(anchor) = destination.strip_prefix('#') {
            return (!anchor.is_empty()).then(|| Self::Anchor(decode(anchor)));
        }
        let (scheme, rest) = destination.split_at(destination.find(':')? + 1);
        if rest.is_empty() {
            return None;
        }
        if let Some((_, attribute)) = USERS.iter().find(|(user, _)| *user == scheme) {
            return Some(Self::User { attribute, id: decode(rest) });
        }
        match scheme {
            "page:" => {
                let (rest, anchor) = match rest.split_once('#') {
                    Some((rest, anchor)) => (rest, Some(decode(anchor))),
                    None => (rest, None),
                };
                let (space, title) = match rest.split_once('/') {
                    Some((space, title)) => (Some(decode(space)), decode(title)),
                    None => (None, decode(rest)),
                };
                Some(Self::Page { space, title, anchor })
            }
            "attachment:" => Some(Self::Attachment(decode(rest))),
            "space:" => Some(Self::Space(decode(rest))),
            _ => None,
        }
    }

    /// The destination of the link in Markdown, without its brackets.
    pub(super) fn destination(&self) -> String {
        match self {
            Self::Page { space, title, anchor } => {
                let mut out = String::from("page:");
                if let Some(space) = space {
                    let _ = write!(out, "{}/", encode(space));
                }
                out.push_str(&encode(title));
                if let Some(anchor) = anchor {
                    let _ = write!(out, "#{}", encode(anchor));
                }
                out
            }
            Self::Anchor(anchor) => format!("#{}", encode(anchor)),
            Self::Attachment(name) => format!("attachment:{}", encode(name)),
            Self::Space(key) => format!("space:{}", encode(key)),
            Self::User { attribute, id } => {
                let scheme = USERS.iter().find(|(_, other)| other == attribute).map_or("user:", |(scheme, _)| scheme);
                format!("{scheme}{}", encode(id))
            }
        }
    }

    /// What a reader sees where the link has no text of its own.
    pub(super) fn default_text(&self) -> &str {
        match self {
            Self::Page { title, .. } => title,
            Self::Anchor(text) | Self::Attachment(text) | Self::Space(text) => text,
            Self::User { .. } => "@mention",
        }
    }

    /// The resource in storage; nothing for an anchor of the same page.
    pub(super) fn resource(&self) -> String {
        match self {
            Self::Page { space, title, .. } => {
                let space = space.as_ref().map(|space| format!(" ri:space-key=\"{}\"", escape_attribute(space)));
                let title = escape_attribute(title);
                format!("<ri:page{} ri:content-title=\"{title}\" />", space.unwrap_or_default())
            }
            Self::Anchor(_) => String::new(),
            Self::Attachment(name) => format!("<ri:attachment ri:filename=\"{}\" />", escape_attribute(name)),
            Self::Space(key) => format!("<ri:space ri:space-key=\"{}\" />", escape_attribute(key)),
            Self::User { attribute, id } => format!("<ri:user {attribute}=\"{}\" />", escape_attribute(id)),
        }
    }

    /// The `ac:link` in storage around a body, which may be empty.
    pub(super) fn link(&self, body: &str) -> String {
        let anchor = match self {
            Self::Page { anchor: Some(anchor), .. } | Self::Anchor(anchor) => {
                format!(" ac:anchor=\"{}\"", escape_attribute(anchor))
            }
            _ => String::new(),
        };
        format!("<ac:link{anchor}>{}{body}</ac:link>", self.resource())
    }
}

/// The attributes that say something.
fn attributes(element: &Element<'_>) -> Vec<(String, String)> {
    let said = element.attributes().into_iter().filter(|(name, _)| !is_generated(name));
    said.map(|(name, value)| (name.to_owned(), value.into_owned())).collect()
}

fn encode(part: &str) -> String {
    utf8_percent_encode(part, RESERVED).to_string()
}

fn decode(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}
