//! Where the vault's key comes from, as the environment says.

use std::env;
use std::path::Path;

use connector_runtime::{KeySource, SecretString};

use crate::env::{VAULT, VAULT_KEY, VAULT_KEY_PREVIOUS};
use crate::failure::Failure;

/// None where the environment says nothing: then the key is a file in the home folder.
pub(crate) fn of_environment(home: &Path) -> Result<Option<KeySource>, Failure> {
    let (key, previous) = (value(VAULT_KEY)?, value(VAULT_KEY_PREVIOUS)?);
    match (key, value(VAULT)?.as_deref()) {
        (Some(_), Some(_)) => Err(Failure::usage(
            format!("`{VAULT_KEY}` and `{VAULT}` are both set"),
            "Unset one of them: the key is either given or kept",
        )),
        (Some(key), None) => {
            let previous = previous.unwrap_or_default();
            let previous = previous.split(',').map(str::trim).filter(|key| !key.is_empty()).map(SecretString::from);
            Ok(Some(KeySource::given(format!("`{VAULT_KEY}`"), key.into(), previous.collect())))
        }
        (None, _) if previous.is_some() => Err(Failure::usage(
            format!("`{VAULT_KEY_PREVIOUS}` is set without `{VAULT_KEY}`"),
            format!("Set the new key as `{VAULT_KEY}` too"),
        )),
        (None, None | Some("file")) => Ok(None),
        (None, Some("keyring")) => keyring(home).map(Some),
        (None, Some(_)) => Err(Failure::usage(
            format!("`{VAULT}` is neither `file` nor `keyring`"),
            "Correct it, or unset it: then the key is a file in the home folder",
        )),
    }
}

/// Each home has a key of its own, as it has with a file.
#[cfg(feature = "keyring")]
fn keyring(home: &Path) -> Result<KeySource, Failure> {
    use anyhow::Context as _;
    let home = std::path::absolute(home).context("failed to find the home folder")?;
    Ok(KeySource::Keyring(format!("connector {}", home.display())))
}

#[cfg(not(feature = "keyring"))]
fn keyring(_: &Path) -> Result<KeySource, Failure> {
    Err(Failure::usage(
        "this command was built without the keyring",
        format!("Unset `{VAULT}`, or build it with the feature `keyring`"),
    ))
}

/// What a variable is set to; an empty one counts as unset.
fn value(name: &str) -> Result<Option<String>, Failure> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.trim().is_empty())),
        Err(env::VarError::NotPresent) => Ok(None),
        // The value may be a secret, so it is not shown.
        Err(env::VarError::NotUnicode(_)) => {
            Err(Failure::usage(format!("`{name}` is not text"), format!("Correct or unset `{name}`")))
        }
    }
}
