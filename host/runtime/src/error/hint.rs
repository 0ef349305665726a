use super::Error;
use crate::limits::Limit;

pub(super) const UNCERTAIN: &str = "The change may or may not have been made: look before you repeat it";

impl Error {
    /// What the user can do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::UnknownConnector { nearest, .. }
            | Self::UnknownConnection { nearest, .. }
            | Self::UnknownAction { nearest, .. } => did_you_mean(nearest),
            Self::NotOffered { needs, .. } => Some(format!("Use a connection where {needs}")),
            Self::ConnectionExists { .. } => Some("Choose another name, or remove that connection first".to_owned()),
            Self::NotInExport { names, .. } => {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                Some(format!("It holds {}", names.join(", ")))
            }
            Self::ConnectorInUse { .. } => Some("Remove these connections first".to_owned()),
            Self::DestinationsChanged { .. } => {
                Some("If you trust it, remove these connections, install it, and add them again".to_owned())
            }
            Self::NotAConnector(refusal) => Some(refusal.hint()),
            Self::Failed { failure } => failure.hint(),
            Self::LimitReached { uncertain: true, .. }
            | Self::ConnectorFailed { uncertain: true, .. }
            | Self::RunLost { uncertain: true, .. } => Some(UNCERTAIN.to_owned()),
            Self::RunUncertain { .. } => {
                Some("Look whether the change was made; then allow it to be repeated, or cancel the run".to_owned())
            }
            Self::RunOfAnother { .. } => Some("Reconnect as it was begun, or perform the action again".to_owned()),
            Self::RunLost { .. } => Some("Leave it to that process, which goes on with it".to_owned()),
            Self::RunNotKept { uncertain: true, source, .. } => Some(format!("{UNCERTAIN}. {}", source.hint())),
            Self::RunNotKept { source, .. } => Some(source.hint()),
            Self::LimitReached { limit: Limit::Wall | Limit::Bytes, .. } => {
                Some("Ask for less at once, such as fewer results or a smaller file".to_owned())
            }
            Self::LimitReached { .. } | Self::ConnectorFailed { .. } | Self::InvalidOutput(_) => {
                Some("Report this to the connector's author, with the input and the log".to_owned())
            }
            Self::Settings { hint, .. } => Some(hint.clone()),
            Self::Vault(error) | Self::Export(error) => error.hint(),
            Self::Store(error) => Some(error.hint()),
            Self::SignIn(error) => Some(error.hint()),
            Self::SignInNeeded { .. } => Some("Let the user sign in at the service with this".to_owned()),
            Self::MissingScopes { .. } => {
                Some("Reconnect with a set of scopes that holds them, after the app was given them too".to_owned())
            }
            Self::OtherAccount { .. } => {
                Some("Allow it if that is meant; otherwise sign in as the account, and choose the site, that it was of".to_owned())
            }
            Self::UnknownSite { sites, .. } if sites.is_empty() => Some(
                "Sign in again, as an account that may use a site, and choose the site on the service's page".to_owned(),
            ),
            Self::UnknownSite { .. } => {
                Some("Choose one of these, or sign in again and choose the site on the service's page".to_owned())
            }
            Self::UnknownLocation { nearest, .. } => {
                did_you_mean(nearest).or_else(|| Some("Choose one that exists, or make it first".to_owned()))
            }
            Self::ConnectionChanged { .. } => Some("Look at it again, and repeat the change".to_owned()),
            Self::ConnectionOutdated { .. } => Some("Open it again".to_owned()),
            Self::ChangedOutside { .. } => Some(
                "Nothing was sent: its secrets are sealed for the address and account that it had. Restore the store from a \
                 backup, or reconnect it: then every field is asked for again"
                    .to_owned(),
            ),
            Self::UnknownRun { .. } => Some("List the runs to see their ids".to_owned()),
            Self::RunBusy { .. } => Some("Wait for it, or cancel it first".to_owned()),
            Self::RunFileChanged { .. } => {
                Some("Put the file back as it was, or perform the action again with the new one".to_owned())
            }
            Self::TooManyRuns { .. } => Some("Cancel or remove those that are not gone on with".to_owned()),
            Self::RunOver { .. } => Some("Perform the action again to begin a new one".to_owned()),
            Self::RunOutdated { .. } => {
                Some("Install the version that began it, or perform the action again".to_owned())
            }
            Self::LocationInUse { .. } => Some("Move or remove what is in it first".to_owned()),
            Self::InvalidInput { .. } | Self::InvalidConnection { .. } | Self::Cancelled | Self::File { .. } => None,
        }
    }
}

fn did_you_mean(nearest: &[String]) -> Option<String> {
    let names: Vec<String> = nearest.iter().map(|name| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| format!("Did you mean {}?", names.join(" or ")))
}
