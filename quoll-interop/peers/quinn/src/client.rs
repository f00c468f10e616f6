//! The client: one job, one report, on one connection or on the second of two.

use anyhow::anyhow;
use quinn::{Connecting, Connection, Endpoint};
use std::io::stdin;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::body::{self, Received};
use crate::report::{self, Early, Event, Failure, Handshake, Report};
use crate::sessions::Sessions;
use crate::{tls, ClientOptions, Mode};

const ECHO: u64 = u64::MAX;

/// How long a server may take to send a ticket.
const TICKET_PATIENCE: Duration = Duration::from_secs(3);

/// Bytes moved, and the hash of what came back on a stream.
#[derive(Default)]
struct Transfer {
    bytes: u64,
    sha256: Option<String>,
}

/// What is known of the job's connection, whether or not it did the job.
#[derive(Default)]
struct Facts {
    cipher: Option<String>,
    early: Option<Early>,
    seconds: f64,
}

pub async fn run(options: &ClientOptions) -> Report {
    let mut facts = Facts::default();
    let result = match visitor(options).await {
        Ok(visitor) => {
            let start = Instant::now();
            let result = visitor.job(&mut facts).await;
            facts.seconds = start.elapsed().as_secs_f64();
            visitor.endpoint.wait_idle().await;
            result
        }
        Err(failure) => Err(failure),
    };
    let Facts { cipher, early, seconds } = facts;
    let handshake = Handshake { early, client: None };
    match result {
        Ok(Transfer { bytes, sha256 }) => {
            Report { ok: true, bytes, sha256, seconds, cipher, handshake, error: None }
        }
        Err(failure) => {
            Report { ok: false, bytes: 0, sha256: None, seconds, cipher, handshake, error: Some(failure) }
        }
    }
}

/// A client that has been at the server before if that is asked for.
async fn visitor(options: &ClientOptions) -> Result<Visitor<'_>, Failure> {
    let visitor = Visitor::new(options)?;
    if options.resume {
        visitor.first_visit().await?;
        report::print(&Event::Visited);
        stdin().read_line(&mut String::new()).map_err(|error| anyhow!(error))?;
    }
    Ok(visitor)
}

struct Visitor<'a> {
    options: &'a ClientOptions,
    endpoint: Endpoint,
    sessions: Arc<Sessions>,
}

impl<'a> Visitor<'a> {
    fn new(options: &'a ClientOptions) -> Result<Self, Failure> {
        if options.v2 {
            return Err(Failure::new("Unsupported", None, "quinn has no QUIC version 2"));
        }
        let sessions = Arc::new(Sessions::default());
        let mut endpoint = Endpoint::client(local(options.address)).map_err(|error| anyhow!(error))?;
        let tls = tls::client(options, sessions.clone())?;
        endpoint.set_default_client_config(quinn::ClientConfig::new(Arc::new(tls)));
        Ok(Visitor { options, endpoint, sessions })
    }

    fn connect(&self) -> Result<Connecting, Failure> {
        let Visitor { options, endpoint, .. } = self;
        Ok(endpoint
            .connect(options.address, &options.server_name)
            .map_err(|error| anyhow!(error))?)
    }

    /// A connection for the sake of a ticket.
    async fn first_visit(&self) -> Result<(), Failure> {
        let connection = self.connect()?.await?;
        let limit = Instant::now() + TICKET_PATIENCE;
        while !self.sessions.has_ticket() {
            if Instant::now() > limit {
                return Err(Failure::new("Other", None, "the server sent no ticket"));
            }
            pause(&connection).await?;
        }
        confirmed(&connection).await?;
        connection.close(0u32.into(), b"");
        self.endpoint.wait_idle().await;
        Ok(())
    }

    async fn job(&self, facts: &mut Facts) -> Result<Transfer, Failure> {
        let connecting = self.connect()?;
        if self.options.early {
            return self.early_job(connecting, facts).await;
        }
        let connection = connecting.await?;
        facts.cipher = self.options.cipher.clone();
        let (result, changed) =
            tokio::join!(transfer(&connection, self.options), self.changed(&connection));
        connection.close(0u32.into(), b"");
        changed.and(result)
    }

    /// Changes what is to be changed under way.
    async fn changed(&self, connection: &Connection) -> Result<(), Failure> {
        if self.options.key_update || self.options.migrate {
            confirmed(connection).await?;
        }
        if self.options.key_update {
            connection.force_key_update();
        }
        if self.options.migrate {
            let local = local(self.options.address);
            let socket = std::net::UdpSocket::bind(local).map_err(|error| anyhow!(error))?;
            self.endpoint.rebind(socket).map_err(|error| anyhow!(error))?;
        }
        Ok(())
    }

    /// Begins before the handshake is done, and again if the server does not take that.
    async fn early_job(
        &self,
        connecting: Connecting,
        facts: &mut Facts,
    ) -> Result<Transfer, Failure> {
        let (connection, accepted) = connecting.into_0rtt().map_err(|_| {
            Failure::new("Other", None, "the session does not allow early data")
        })?;
        let (first, accepted) = tokio::join!(transfer(&connection, self.options), accepted);
        facts.cipher = self.options.cipher.clone();
        let result = if accepted {
            facts.early = Some(Early::Accepted);
            first
        } else {
            facts.early = Some(Early::Rejected);
            transfer(&connection, self.options).await
        };
        connection.close(0u32.into(), b"");
        result
    }
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

/// Any port of the loopback address.
fn local(server: SocketAddr) -> SocketAddr {
    match server {
        SocketAddr::V4(_) => "127.0.0.1:0",
        SocketAddr::V6(_) => "[::1]:0",
    }
    .parse()
    .expect("a literal address")
}

/// Waits for HANDSHAKE_DONE, which quinn 0.11 only counts. By closing at once it would drop its own
/// Finished, and the server would know of no connection.
async fn confirmed(connection: &Connection) -> Result<Transfer, Failure> {
    while connection.stats().frame_rx.handshake_done == 0 {
        pause(connection).await?;
    }
    Ok(Transfer::default())
}

/// A moment, unless the connection is lost.
async fn pause(connection: &Connection) -> Result<(), Failure> {
    if let Some(lost) = connection.close_reason() {
        return Err(lost.into());
    }
    tokio::time::sleep(Duration::from_millis(5)).await;
    Ok(())
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
