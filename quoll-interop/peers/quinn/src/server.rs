//! The server: answers any number of connections until it is killed.

use anyhow::Result;
use quinn::{Connection, Endpoint, Incoming, RecvStream, SendStream, VarInt};
use std::sync::Arc;

use crate::body::{self, Meter};
use crate::report::{print, Event, Failure};
use crate::{tls, ServerOptions};

const ECHO: u64 = u64::MAX;

pub async fn serve(options: &ServerOptions) -> Result<()> {
    let mut config = quinn::ServerConfig::with_crypto(Arc::new(tls::server(options)?));
    let mut transport = quinn::TransportConfig::default();
    transport.max_concurrent_bidi_streams(VarInt::from_u32(1000));
    config.transport_config(Arc::new(transport));
    let endpoint = Endpoint::server(config, options.listen)?;
    print(&Event::Listening { address: endpoint.local_addr()?.to_string() });
    while let Some(incoming) = endpoint.accept().await {
        tokio::spawn(connection(incoming, options.cipher.clone()));
    }
    Ok(())
}

/// Serves one connection and says how it ended. quinn does not tell the suite that was negotiated;
/// where only one was allowed it can be no other.
async fn connection(incoming: Incoming, cipher: Option<String>) {
    let event = match incoming.await {
        Ok(connection) => {
            let failure = Failure::from(streams(&connection).await);
            if failure.is_plain_close() {
                Event::Closed { ok: true, cipher, error: None }
            } else {
                Event::Closed { ok: false, cipher, error: Some(failure) }
            }
        }
        Err(error) => Event::Closed { ok: false, cipher: None, error: Some(error.into()) },
    };
    print(&event);
}

async fn streams(connection: &Connection) -> quinn::ConnectionError {
    loop {
        match connection.accept_bi().await {
            Ok((send, receive)) => {
                tokio::spawn(async move {
                    if let Err(failure) = stream(send, receive).await {
                        eprintln!("stream: {failure:?}");
                    }
                });
            }
            Err(lost) => return lost,
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
