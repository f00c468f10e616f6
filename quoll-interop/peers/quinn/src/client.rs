//! The client: one connection, one job, one report.

use anyhow::anyhow;
use quinn::{Connection, Endpoint};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::body::{self, Received};
use crate::report::{Failure, Report};
use crate::{tls, ClientOptions, Mode};

const ECHO: u64 = u64::MAX;

/// Bytes moved, and the hash of what came back on a stream.
#[derive(Default)]
struct Transfer {
    bytes: u64,
    sha256: Option<String>,
}

pub async fn run(options: &ClientOptions) -> Report {
    let start = Instant::now();
    let (seconds, cipher, result) = match connect(options).await {
        Ok((endpoint, connection)) => {
            let result = transfer(&connection, options).await;
            let seconds = start.elapsed().as_secs_f64();
            connection.close(0u32.into(), b"");
            endpoint.wait_idle().await;
            (seconds, options.cipher.clone(), result)
        }
        Err(failure) => (start.elapsed().as_secs_f64(), None, Err(failure)),
    };
    match result {
        Ok(Transfer { bytes, sha256 }) => {
            Report { ok: true, bytes, sha256, seconds, cipher, error: None }
        }
        Err(failure) => {
            Report { ok: false, bytes: 0, sha256: None, seconds, cipher, error: Some(failure) }
        }
    }
}

async fn connect(options: &ClientOptions) -> Result<(Endpoint, Connection), Failure> {
    let local: SocketAddr = match options.address {
        SocketAddr::V4(_) => "127.0.0.1:0",
        SocketAddr::V6(_) => "[::1]:0",
    }
    .parse()
    .expect("a literal address");
    let mut endpoint = Endpoint::client(local).map_err(|error| anyhow!(error))?;
    let config = quinn::ClientConfig::new(Arc::new(tls::client(options)?));
    endpoint.set_default_client_config(config);
    let connecting =
        endpoint.connect(options.address, &options.server_name).map_err(|error| anyhow!(error))?;
    let connection = connecting.await?;
    Ok((endpoint, connection))
}

async fn transfer(connection: &Connection, options: &ClientOptions) -> Result<Transfer, Failure> {
    let n = options.bytes;
    match options.mode {
        Mode::Handshake => confirmed(connection).await,
        Mode::Down => one(exchange(connection, n, 0, n).await?),
        Mode::Up => {
            exchange(connection, 0, n, 0).await?;
            Ok(Transfer { bytes: n, sha256: None })
        }
        Mode::Echo => one(exchange(connection, ECHO, n, n).await?),
        Mode::Streams => many(connection, n, options.streams).await,
    }
}

/// Waits for HANDSHAKE_DONE, which quinn 0.11 only counts. By closing at once it would drop its own
/// Finished, and the server would know of no connection.
async fn confirmed(connection: &Connection) -> Result<Transfer, Failure> {
    while connection.stats().frame_rx.handshake_done == 0 {
        if let Some(lost) = connection.close_reason() {
            return Err(lost.into());
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(Transfer::default())
}

fn one(received: Received) -> Result<Transfer, Failure> {
    Ok(Transfer { bytes: received.length, sha256: Some(received.sha256) })
}

/// `count` streams at once, each `bytes` up and `bytes` down.
async fn many(connection: &Connection, bytes: u64, count: u64) -> Result<Transfer, Failure> {
    let tasks: Vec<_> = (0..count)
        .map(|_| {
            let connection = connection.clone();
            tokio::spawn(async move { exchange(&connection, bytes, bytes, bytes).await })
        })
        .collect();
    let mut all = Transfer::default();
    for task in tasks {
        let received = task.await.map_err(|error| anyhow!(error))??;
        all.bytes += received.length;
        let first = all.sha256.get_or_insert_with(|| received.sha256.clone());
        if *first != received.sha256 {
            return Err(Failure::new("WrongContent", None, "two streams brought different bytes"));
        }
    }
    Ok(all)
}

/// One stream: header and `body` bytes out while the reply is read, which must have `expected` bytes.
async fn exchange(
    connection: &Connection,
    header: u64,
    body: u64,
    expected: u64,
) -> Result<Received, Failure> {
    let (mut send, mut receive) = connection.open_bi().await?;
    let sending = async {
        send.write_all(&header.to_be_bytes()).await?;
        body::send(&mut send, body).await?;
        send.finish().map_err(|error| Failure::new("Other", None, error))
    };
    let ((), received) = tokio::try_join!(sending, body::receive(&mut receive))?;
    if received.length != expected {
        let message = format!("asked for {expected} bytes, {} came", received.length);
        return Err(Failure::new("WrongContent", None, message));
    }
    Ok(received)
}
