use connector_sdk::{ActionRoute, Error, ErrorKind};

use super::circle::Circle;
use super::routes;
use crate::models::{ExportedKind, ExportedOwner};

/// A question about something of a space, or a further page of the answer.
pub(super) struct Errand {
    pub(super) asked: Asked,
    pub(super) of: ExportedOwner,
    /// Where to go on: a link, or on Data Center a number.
    pub(super) cursor: Option<String>,
    pub(super) circle: Circle,
}

/// What is asked about something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Its first labels and properties.
    Details,
    /// Comments at its foot, or replies to it.
    FooterComments,
    /// Comments on passages of it, or replies to it.
    InlineComments,
    /// Its attachments.
    Attachments,
    /// All its properties.
    Properties,
    /// All its labels.
    Labels,
}

impl Errand {
    pub(super) fn new(asked: Asked, of: &ExportedOwner) -> Self {
        Self { asked, of: of.clone(), cursor: None, circle: Circle::default() }
    }
}

impl Asked {
    /// The requests that ask it.
    pub(super) fn routes(self) -> &'static [ActionRoute] {
        match self {
            Self::Details => routes::DETAILS,
            Self::FooterComments => routes::FOOTER_COMMENTS,
            Self::InlineComments => routes::INLINE_COMMENTS,
            Self::Attachments => routes::ATTACHMENTS,
            Self::Properties => routes::PROPERTIES,
            Self::Labels => routes::LABELS,
        }
    }

    /// What the things of the answer are; none where they are of several kinds.
    pub(super) fn kind(self) -> Option<ExportedKind> {
        match self {
            Self::Details => None,
            Self::FooterComments => Some(ExportedKind::FooterComment),
            Self::InlineComments => Some(ExportedKind::InlineComment),
            Self::Attachments => Some(ExportedKind::Attachment),
            Self::Properties => Some(ExportedKind::Property),
            Self::Labels => Some(ExportedKind::Label),
        }
    }
}

/// Whether an error is about the one thing that was asked for, so that an export goes on without it.
///
/// What would fail for everything else too ends the export instead, which then can be resumed: a credential that is no
/// longer good, a missing scope, a service that is down.
pub(super) fn concerns_one(error: &Error) -> bool {
    let kinds = [
        ErrorKind::NotFound,
        ErrorKind::Forbidden,
        ErrorKind::Conflict,
        ErrorKind::InvalidInput,
        ErrorKind::Unavailable,
        ErrorKind::Service,
    ];
    error.missing_scopes.is_empty() && kinds.contains(&error.kind) && !matches!(error.status, Some(502..=504))
}
