use std::fmt;
use std::sync::{Arc, OnceLock};

use rustls::ClientConfig;
use rustls::client::Resumption;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls_platform_verifier::Verifier;

use crate::Error;

/// Certificates of authorities that are trusted beside those of the operating system.
#[derive(Clone, Default)]
pub struct RootCertificates(Vec<CertificateDer<'static>>);

impl RootCertificates {
    /// Reads a bundle in PEM (RFC 7468).
    ///
    /// # Errors
    /// [`Error::Settings`] where it holds no certificate, or something that is none.
    pub fn from_pem(bundle: &[u8]) -> Result<Self, Error> {
        certificates(bundle).map(Self)
    }
}

impl fmt::Debug for RootCertificates {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RootCertificates({})", self.0.len())
    }
}

/// How an encrypted key begins, in PKCS #8 and before it.
const ENCRYPTED: &[u8] = b"ENCRYPTED";

/// What the host shows to services that ask for a certificate (mTLS), and its key.
///
/// It is shown below the base URLs of connections alone, never to the hosts that they redirect to.
#[derive(Clone)]
pub struct ClientCertificate {
    chain: Vec<CertificateDer<'static>>,
    key: Arc<PrivateKeyDer<'static>>,
}

impl ClientCertificate {
    /// Reads a chain, the host's own certificate first, and an unencrypted key (PKCS #8, PKCS #1 or SEC 1) in PEM.
    ///
    /// # Errors
    /// [`Error::Settings`] where one of the two is missing, or is none, or TLS cannot use them.
    pub fn from_pem(chain: &[u8], key: &[u8]) -> Result<Self, Error> {
        let chain = certificates(chain)?;
        if key.windows(ENCRYPTED.len()).any(|window| window == ENCRYPTED) {
            return Err(Error::Settings {
                message: "the key of the client certificate is encrypted".to_owned(),
                hint: "Decrypt it into a file that only its owner may read, such as with `openssl pkey`".to_owned(),
            });
        }
        let key = PrivateKeyDer::from_pem_slice(key).map_err(|error| unreadable("the key", &error))?;
        let signing = rustls::crypto::ring::sign::any_supported_type(&key).map_err(|error| Error::Settings {
            message: format!("the key of the client certificate cannot be used: {error}"),
            hint: "Use an RSA key of at least 2048 bits, or one of P-256, P-384 or Ed25519".to_owned(),
        })?;
        // A key whose public half cannot be told is left for the handshake to find out.
        if let Err(rustls::Error::InconsistentKeys(rustls::InconsistentKeys::KeyMismatch)) =
            rustls::sign::CertifiedKey::new(chain.clone(), signing).keys_match()
        {
            return Err(Error::Settings {
                message: "the key does not belong to the client certificate".to_owned(),
                hint: "Give the key that the first certificate of the file was made for".to_owned(),
            });
        }
        Ok(Self { chain, key: Arc::new(key) })
    }
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ClientCertificate({})", self.chain.len())
    }
}

fn certificates(text: &[u8]) -> Result<Vec<CertificateDer<'static>>, Error> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text).collect();
    let found = found.map_err(|error| unreadable("the certificates", &error))?;
    if found.is_empty() {
        return Err(unreadable("the certificates", &pem::Error::NoItemsFound));
    }
    Ok(found)
}

fn unreadable(what: &str, error: &pem::Error) -> Error {
    Error::Settings {
        message: format!("{what} cannot be read: {error}"),
        hint: "Use PEM: text that begins with `-----BEGIN`".to_owned(),
    }
}

/// What TLS connections are checked with: the operating system's trusted roots, read once, when they are first needed,
/// and those of the operator.
#[derive(Default)]
pub(super) struct Tls {
    roots: RootCertificates,
    identity: Option<ClientCertificate>,
    verifier: OnceLock<Result<Arc<Verifier>, rustls::Error>>,
}

impl Tls {
    pub(super) fn new(roots: RootCertificates, identity: Option<ClientCertificate>) -> Self {
        Self { roots, identity, verifier: OnceLock::new() }
    }

    /// The settings of one client, with its own sessions: none is resumed by another client.
    pub(super) fn config(&self, with_identity: bool) -> Result<Arc<ClientConfig>, rustls::Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = self
            .verifier
            .get_or_init(|| {
                Verifier::new_with_extra_roots(self.roots.0.iter().cloned(), Arc::clone(&provider)).map(Arc::new)
            })
            .clone()?;
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(verifier);
        let mut config = match self.identity.as_ref().filter(|_| with_identity) {
            Some(identity) => builder.with_client_auth_cert(identity.chain.clone(), identity.key.clone_key())?,
            None => builder.with_no_client_auth(),
        };
        config.resumption = Resumption::in_memory_sessions(8);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_certificate_is_an_error_and_a_key_is_never_shown() {
        assert!(RootCertificates::from_pem(b"").is_err() && RootCertificates::from_pem(b"garbage").is_err());
        let issued = rcgen::generate_simple_self_signed(["h.example".to_owned()]).unwrap();
        let (certificate, key) = (issued.cert.pem(), issued.signing_key.serialize_pem());
        assert!(RootCertificates::from_pem(key.as_bytes()).is_err(), "a key is no certificate");
        assert!(ClientCertificate::from_pem(certificate.as_bytes(), certificate.as_bytes()).is_err());
        let read = ClientCertificate::from_pem(certificate.as_bytes(), key.as_bytes()).unwrap();
        assert_eq!(format!("{read:?}"), "ClientCertificate(1)");
    }
}
