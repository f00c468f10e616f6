//! rustls as both ends use it.

use anyhow::{anyhow, Context, Result};
use quinn::crypto::rustls::{QuicClientConfig, QuicServerConfig};
use rustls::client::Resumption;
use rustls::crypto::ring::{cipher_suite, default_provider, kx_group};
use rustls::crypto::{CryptoProvider, SupportedKxGroup};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::danger::ClientCertVerifier;
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::sessions::Sessions;
use crate::{ClientOptions, ServerOptions};

const ALPN: &[u8] = b"perf8";

pub fn server(options: &ServerOptions) -> Result<QuicServerConfig> {
    let key = private_key(&options.key)?;
    let provider = provider(&options.cipher, &options.groups)?;
    let mut tls = ServerConfig::builder_with_provider(provider.clone())
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_client_cert_verifier(client_verifier(&options.client_ca, provider)?)
        .with_single_cert(certificates(&options.cert)?, key)?;
    tls.alpn_protocols = vec![ALPN.to_vec()];
    if options.early {
        tls.max_early_data_size = u32::MAX; // QUIC knows no other (RFC 9001, section 4.6.1)
    }
    Ok(QuicServerConfig::with_initial(Arc::new(tls), initial_suite())?)
}

/// Asks for no certificate, or for one of the root named.
fn client_verifier(
    ca: &Option<PathBuf>,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn ClientCertVerifier>> {
    Ok(match ca {
        None => WebPkiClientVerifier::no_client_auth(),
        Some(ca) => {
            WebPkiClientVerifier::builder_with_provider(Arc::new(roots(ca)?), provider).build()?
        }
    })
}

pub fn client(options: &ClientOptions, sessions: Arc<Sessions>) -> Result<QuicClientConfig> {
    let builder =
        ClientConfig::builder_with_provider(provider(&options.cipher, &options.groups)?)
            .with_protocol_versions(&[&rustls::version::TLS13])?
            .with_root_certificates(roots(&options.ca)?);
    let mut tls = match (&options.client_cert, &options.client_key) {
        (Some(chain), Some(key)) => {
            builder.with_client_auth_cert(certificates(chain)?, private_key(key)?)?
        }
        _ => builder.with_no_client_auth(),
    };
    tls.alpn_protocols = vec![ALPN.to_vec()];
    tls.resumption = Resumption::store(sessions);
    tls.enable_early_data = options.early;
    Ok(QuicClientConfig::with_initial(Arc::new(tls), initial_suite())?)
}

fn roots(ca: &Path) -> Result<RootCertStore> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates(ca)? {
        roots.add(certificate)?;
    }
    Ok(roots)
}

/// All cipher suites, or the one named, and all groups, or those named.
fn provider(cipher: &Option<String>, groups: &[String]) -> Result<Arc<CryptoProvider>> {
    let mut provider = default_provider();
    if !groups.is_empty() {
        provider.kx_groups = groups.iter().map(|name| group(name)).collect::<Result<_>>()?;
    }
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

fn group(name: &str) -> Result<&'static dyn SupportedKxGroup> {
    Ok(match name {
        "x25519" => kx_group::X25519,
        "secp256r1" => kx_group::SECP256R1,
        "secp384r1" => kx_group::SECP384R1,
        _ => return Err(anyhow!("{name} is no group that ring has")),
    })
}

/// Initial packets are protected by AES-128-GCM whatever TLS negotiates (RFC 9001 §5.2).
fn initial_suite() -> rustls::quic::Suite {
    cipher_suite::TLS13_AES_128_GCM_SHA256
        .tls13()
        .and_then(|suite| suite.quic_suite())
        .expect("ring has AES-128-GCM for QUIC")
}

fn private_key(path: &Path) -> Result<PrivateKeyDer<'static>> {
    rustls_pemfile::private_key(&mut open(path)?)?
        .with_context(|| format!("no key in {}", path.display()))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    Ok(rustls_pemfile::certs(&mut open(path)?).collect::<Result<_, _>>()?)
}

fn open(path: &Path) -> Result<BufReader<File>> {
    Ok(BufReader::new(File::open(path).with_context(|| path.display().to_string())?))
}
