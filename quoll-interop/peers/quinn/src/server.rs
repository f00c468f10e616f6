//! The server: answers any number of connections until it is killed.

use anyhow::Result;
use quinn::{Connection, ConnectionError, Endpoint, Incoming, RecvStream, SendStream, VarInt};
use ring::digest::{digest, SHA256};
use rustls::pki_types::CertificateDer;
use std::sync::Arc;

use crate::body::{self, hex, Meter};
use crate::report::{print, Closed, Early, Event, Failure, Handshake};
use crate::{tls, ServerOptions};

const ECHO: u64 = u64::MAX;

pub async fn serve(options: &ServerOptions) -> Result<()> {
    let mut config = quinn::ServerConfig::with_crypto(Arc::new(tls::server(options)?));
    let mut transport = quinn::TransportConfig::default();
    transport.max_concurrent_bidi_streams(VarInt::from_u32(1000));
    config.transport_config(Arc::new(transport));
    config.preferred_address_v4(options.preferred_address);
    let endpoint = Endpoint::server(config, options.listen)?;
    print(&Event::Listening { address: endpoint.local_addr()?.to_string() });
    while let Some(incoming) = endpoint.accept().await {
        if options.retry && !incoming.remote_address_validated() {
            incoming.retry()?;
            continue;
        }
        tokio::spawn(connection(incoming, options.cipher.clone(), options.early));
    }
    Ok(())
}

/// Serves one connection and says how it ended. quinn does not tell the suite that was negotiated;
/// where only one was allowed it can be no other.
async fn connection(incoming: Incoming, cipher: Option<String>, early: bool) {
    let closed = match established(incoming, early).await {
        Ok(connection) => {
            let (early, lost) = streams(&connection).await;
            let failure = Failure::from(lost);
            let ok = failure.is_plain_close();
            let handshake = Handshake { early, client: client(&connection) };
            let cipher = if ok || connection.handshake_data().is_some() { cipher } else { None };
            Closed { ok, cipher, handshake, error: if ok { None } else { Some(failure) } }
        }
        Err(error) => Closed {
            ok: false,
            cipher: None,
            handshake: Handshake::default(),
            error: Some(error.into()),
        },
    };
    print(&Event::Closed(closed));
}

/// The connection when its handshake is done; with early data as soon as there may be some, as
/// that alone tells which streams came early.
async fn established(incoming: Incoming, early: bool) -> Result<Connection, ConnectionError> {
    let connecting = incoming.accept()?;
    if !early {
        return connecting.await;
    }
    match connecting.into_0rtt() {
        Ok((connection, _)) => Ok(connection),
        Err(connecting) => connecting.await,
    }
}

/// The hash of the certificate that the client showed.
fn client(connection: &Connection) -> Option<String> {
    let chain = connection.peer_identity()?.downcast::<Vec<CertificateDer>>().ok()?;
    Some(hex(&digest(&SHA256, chain.first()?)))
}

async fn streams(connection: &Connection) -> (Option<Early>, ConnectionError) {
    let mut early = None;
    loop {
        match connection.accept_bi().await {
            Ok((send, receive)) => {
                if receive.is_0rtt() {
                    early = Some(Early::Accepted);
                }
                tokio::spawn(async move {
                    if let Err(failure) = stream(send, receive).await {
                        eprintln!("stream: {failure:?}");
                    }
                });
            }
            Err(lost) => return (early, lost),
        }
    }
}

async fn stream(mut send: SendStream, mut receive: RecvStream) -> Result<(), Failure> {
    let mut header = [0; 8];
    receive.read_exact(&mut header).await?;
    let wanted = u64::from_be_bytes(header);
    let (received, sent) = if wanted == ECHO {
        let received = echo(&mut send, &mut receive).await?;
        let sent = received.length;
        (received, sent)
    } else {
        let received = body::receive(&mut receive).await?;
        body::send(&mut send, wanted).await?;
        (received, wanted)
    };
    // before FIN: the client may close as soon as it sees that
    print(&Event::Stream { received: received.length, sent, sha256: received.sha256 });
    send.finish().map_err(|error| Failure::new("Other", None, error))
}

async fn echo(send: &mut SendStream, receive: &mut RecvStream) -> Result<body::Received, Failure> {
    let mut meter = Meter::default();
    while let Some(chunk) = receive.read_chunk(usize::MAX, true).await? {
        meter.add(&chunk.bytes);
        send.write_chunk(chunk.bytes).await?;
    }
    Ok(meter.received())
}
