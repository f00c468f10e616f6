//! How quinn is configured: as it comes, but for the windows, the group and the one cipher suite.

use anyhow::{bail, Context, Result};
use quinn::crypto::rustls::{QuicClientConfig, QuicServerConfig};
use quinn::{ClientConfig, Endpoint, EndpointConfig, ServerConfig, TransportConfig, VarInt};
use rustls::client::Resumption;
use rustls::crypto::ring::{cipher_suite, default_provider, kx_group};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::RootCertStore;
use socket2::{Domain, Socket, Type};
use std::fs::File;
use std::io::BufReader;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use crate::tickets::Tickets;
use crate::{ClientOptions, Common, ServerOptions};

const ALPN: &[u8] = b"perf8";
const SOCKET_BUFFER: usize = 2 << 20;
const MAX_STREAMS: u32 = 1000;
/// What the whole connection may send ahead, in windows of a stream.
const CONNECTION_WINDOWS: u32 = 8;

pub fn server(options: &ServerOptions) -> Result<Endpoint> {
    let key = rustls_pemfile::private_key(&mut open(&options.key)?)?.context("no key")?;
    let mut tls = rustls::ServerConfig::builder_with_provider(provider(&options.common)?)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_no_client_auth()
        .with_single_cert(certificates(&options.cert)?, key)?;
    tls.alpn_protocols = vec![ALPN.to_vec()];
    let mut config =
        ServerConfig::with_crypto(Arc::new(QuicServerConfig::try_from(Arc::new(tls))?));
    config.transport_config(transport(&options.common));
    endpoint(options.listen, Some(config))
}

pub fn client_endpoint() -> Result<Endpoint> {
    endpoint("127.0.0.1:0".parse()?, None)
}

/// A client that keeps its sessions there.
pub fn client(options: &ClientOptions, tickets: &Arc<Tickets>) -> Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates(&options.ca)? {
        roots.add(certificate)?;
    }
    let mut tls = rustls::ClientConfig::builder_with_provider(provider(&options.common)?)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_root_certificates(roots)
        .with_no_client_auth();
    tls.alpn_protocols = vec![ALPN.to_vec()];
    tls.resumption = Resumption::store(tickets.clone());
    let mut config = ClientConfig::new(Arc::new(QuicClientConfig::try_from(Arc::new(tls))?));
    config.transport_config(transport(&options.common));
    Ok(config)
}

fn transport(common: &Common) -> Arc<TransportConfig> {
    let mut transport = TransportConfig::default();
    transport
        .max_concurrent_bidi_streams(VarInt::from_u32(MAX_STREAMS))
        .stream_receive_window(VarInt::from_u32(common.window))
        .receive_window(VarInt::from_u32(CONNECTION_WINDOWS * common.window))
        .send_window(u64::from(CONNECTION_WINDOWS * common.window))
        .max_idle_timeout(None);
    Arc::new(transport)
}

fn endpoint(address: SocketAddr, config: Option<ServerConfig>) -> Result<Endpoint> {
    let socket = Socket::new(Domain::for_address(address), Type::DGRAM, None)?;
    socket.set_recv_buffer_size(SOCKET_BUFFER)?;
    socket.set_send_buffer_size(SOCKET_BUFFER)?;
    socket.bind(&address.into())?;
    let runtime = Arc::new(quinn::TokioRuntime);
    Ok(Endpoint::new(EndpointConfig::default(), config, socket.into(), runtime)?)
}

/// One suite and one group.
fn provider(common: &Common) -> Result<Arc<CryptoProvider>> {
    let mut provider = default_provider();
    provider.cipher_suites = vec![cipher_suite::TLS13_AES_128_GCM_SHA256];
    provider.kx_groups = vec![match common.group.as_str() {
        "x25519" => kx_group::X25519,
        "secp256r1" => kx_group::SECP256R1,
        other => bail!("no group {other}"),
    }];
    Ok(Arc::new(provider))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    Ok(rustls_pemfile::certs(&mut open(path)?).collect::<Result<_, _>>()?)
}

fn open(path: &Path) -> Result<BufReader<File>> {
    Ok(BufReader::new(File::open(path).with_context(|| path.display().to_string())?))
}
