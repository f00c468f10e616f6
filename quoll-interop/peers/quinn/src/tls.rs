//! rustls as both ends use it.

use anyhow::{anyhow, Context, Result};
use quinn::crypto::rustls::{QuicClientConfig, QuicServerConfig};
use rustls::crypto::ring::{cipher_suite, default_provider};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use crate::{ClientOptions, ServerOptions};

const ALPN: &[u8] = b"perf8";

pub fn server(options: &ServerOptions) -> Result<QuicServerConfig> {
    let key = rustls_pemfile::private_key(&mut open(&options.key)?)?
        .with_context(|| format!("no key in {}", options.key.display()))?;
    let mut tls = ServerConfig::builder_with_provider(provider(&options.cipher)?)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_no_client_auth()
        .with_single_cert(certificates(&options.cert)?, key)?;
    tls.alpn_protocols = vec![ALPN.to_vec()];
    Ok(QuicServerConfig::with_initial(Arc::new(tls), initial_suite())?)
}

pub fn client(options: &ClientOptions) -> Result<QuicClientConfig> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates(&options.ca)? {
        roots.add(certificate)?;
    }
    let mut tls = ClientConfig::builder_with_provider(provider(&options.cipher)?)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_root_certificates(roots)
        .with_no_client_auth();
    tls.alpn_protocols = vec![ALPN.to_vec()];
    Ok(QuicClientConfig::with_initial(Arc::new(tls), initial_suite())?)
}

/// All cipher suites, or the one named.
fn provider(cipher: &Option<String>) -> Result<Arc<CryptoProvider>> {
    let mut provider = default_provider();
    if let Some(name) = cipher {
        let suite = match name.as_str() {
            "TLS_AES_128_GCM_SHA256" => cipher_suite::TLS13_AES_128_GCM_SHA256,
            "TLS_AES_256_GCM_SHA384" => cipher_suite::TLS13_AES_256_GCM_SHA384,
            "TLS_CHACHA20_POLY1305_SHA256" => cipher_suite::TLS13_CHACHA20_POLY1305_SHA256,
            _ => return Err(anyhow!("{name} is no cipher suite of TLS 1.3 that rustls has")),
        };
        provider.cipher_suites = vec![suite];
    }
    Ok(Arc::new(provider))
}

/// Initial packets are protected by AES-128-GCM whatever TLS negotiates (RFC 9001 §5.2).
fn initial_suite() -> rustls::quic::Suite {
    cipher_suite::TLS13_AES_128_GCM_SHA256
        .tls13()
        .and_then(|suite| suite.quic_suite())
        .expect("ring has AES-128-GCM for QUIC")
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    Ok(rustls_pemfile::certs(&mut open(path)?).collect::<Result<_, _>>()?)
}

fn open(path: &Path) -> Result<BufReader<File>> {
    Ok(BufReader::new(File::open(path).with_context(|| path.display().to_string())?))
}
