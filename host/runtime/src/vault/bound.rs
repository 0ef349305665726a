use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

/// What a secret is for, as a digest of it: written in front of the secret and sealed with it, so that whoever has no key
/// cannot change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Binding(String);

impl Binding {
    /// How many characters it has.
    const LENGTH: usize = 2 * blake3::OUT_LEN;

    /// The binding to what these bytes say.
    pub(crate) fn to(parts: &[u8]) -> Self {
        Self(blake3::hash(parts).to_hex().to_string())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// What this and some secrets are together, as a digest that says nothing without its key.
    pub(crate) fn fingerprint(
        &self,
        secrets: &BTreeMap<String, SecretString>,
        key: &[u8; blake3::KEY_LEN],
    ) -> blake3::Hash {
        let named = secrets.iter().flat_map(|(name, secret)| [name.as_str(), secret.expose_secret()]);
        let mut hasher = blake3::Hasher::new_keyed(key);
        for part in std::iter::once(self.as_str()).chain(named) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.finalize()
    }

    /// The secret behind its binding, to be sealed.
    pub(crate) fn bind(&self, secret: &SecretString) -> SecretString {
        let text = Zeroizing::new([self.as_str(), secret.expose_secret()].concat());
        SecretString::from(text.as_str())
    }

    /// The secret that was opened; none where it was bound to something else.
    pub(crate) fn unbind(&self, opened: &SecretString) -> Option<SecretString> {
        let (found, secret) = opened.expose_secret().split_at_checked(Self::LENGTH)?;
        (found == self.0).then(|| SecretString::from(secret))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_comes_back_for_what_it_was_bound_to_alone() {
        let (this, other) = (Binding::to(b"this"), Binding::to(b"other"));
        let bound = this.bind(&SecretString::from("a secret"));
        assert_eq!(this.unbind(&bound).unwrap().expose_secret(), "a secret");
        assert!(other.unbind(&bound).is_none());
        for text in ["", "short", &"ü".repeat(40)] {
            assert!(this.unbind(&SecretString::from(text)).is_none(), "{text}");
        }
    }
}
