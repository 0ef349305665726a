//! A certificate authority that only a test knows, and what it signs.

use std::sync::Arc;

use connector_runtime::{ClientCertificate, RootCertificates};
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};

pub struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub fn new() -> Self {
        let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn certificate(&self) -> &Certificate {
        self.0.as_ref()
    }

    pub fn roots(&self) -> RootCertificates {
        RootCertificates::from_pem(self.certificate().pem().as_bytes()).unwrap()
    }

    /// A server's settings with a certificate for these names.
    pub fn server(&self, names: &[&str]) -> Arc<ServerConfig> {
        let (chain, key) = self.identity(names, ExtendedKeyUsagePurpose::ServerAuth);
        Arc::new(builder().with_no_client_auth().with_single_cert(chain, key).unwrap())
    }

    /// The same, for clients alone that show a certificate of this authority.
    pub fn strict_server(&self, names: &[&str]) -> Arc<ServerConfig> {
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate().der().clone()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
        // Who shows none is let in, so that a test can see that none was shown.
        let verifier = verifier.allow_unauthenticated().build().unwrap();
        let (chain, key) = self.identity(names, ExtendedKeyUsagePurpose::ServerAuth);
        Arc::new(builder().with_client_cert_verifier(verifier).with_single_cert(chain, key).unwrap())
    }

    pub fn client(&self) -> ClientCertificate {
        let (certificate, key) = self.sign(&["connector"], ExtendedKeyUsagePurpose::ClientAuth);
        ClientCertificate::from_pem(certificate.as_bytes(), key.as_bytes()).unwrap()
    }

    fn identity(
        &self,
        names: &[&str],
        usage: ExtendedKeyUsagePurpose,
    ) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
        let (certificate, key) = self.sign(names, usage);
        let certificate = CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap();
        (vec![certificate], PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap())
    }

    /// A certificate and its key in PEM.
    fn sign(&self, names: &[&str], usage: ExtendedKeyUsagePurpose) -> (String, String) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.extended_key_usages = vec![usage];
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        (certificate.pem(), key.serialize_pem())
    }
}

fn builder() -> rustls::ConfigBuilder<ServerConfig, rustls::WantsVerifier> {
    ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
}
