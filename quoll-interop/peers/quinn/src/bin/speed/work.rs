//! The client: a job a line.

use anyhow::{bail, ensure, Context, Result};
use quinn::{ClientConfig, Connection, Endpoint};
use serde::Serialize;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{stdin, AsyncBufReadExt, BufReader};
use tokio::task::JoinSet;
use tokio::time::{interval, MissedTickBehavior};

use crate::server::{body, count, ECHO};
use crate::tickets::Tickets;
use crate::{settings, ClientOptions};

/// Bytes of a message of a ping-pong, and of a request.
pub const MESSAGE: usize = 64;
const NAME: &str = "localhost";

/// What a job took. Of bulk, `count` is bytes; the times are there where single ones are taken.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    seconds: f64,
    count: u64,
    p50_micros: f64,
    p99_micros: f64,
}

impl Answer {
    fn of(elapsed: Duration, count: u64) -> Self {
        Answer { seconds: elapsed.as_secs_f64(), count, p50_micros: 0.0, p99_micros: 0.0 }
    }

    pub fn times(elapsed: Duration, mut nanos: Vec<u64>) -> Self {
        nanos.sort_unstable();
        let at = |share: f64| match nanos.len() {
            0 => 0.0,
            length => nanos[((length - 1) as f64 * share) as usize] as f64 / 1e3,
        };
        Answer {
            p50_micros: at(0.5),
            p99_micros: at(0.99),
            ..Self::of(elapsed, nanos.len() as u64)
        }
    }

    pub fn print(&self) {
        println!("{}", serde_json::to_string(self).expect("numbers"));
    }
}

struct Client {
    endpoint: Endpoint,
    address: SocketAddr,
    full: ClientConfig,
    full_tickets: Arc<Tickets>,
    resuming: ClientConfig,
    tickets: Arc<Tickets>,
    /// Those that are kept open from job to job.
    open: Vec<Connection>,
}

pub async fn client(options: &ClientOptions) -> Result<()> {
    let full_tickets = Arc::new(Tickets::new(false));
    let tickets = Arc::new(Tickets::new(true));
    let mut client = Client {
        endpoint: settings::client_endpoint()?,
        address: options.address,
        full: settings::client(options, &full_tickets)?,
        full_tickets,
        resuming: settings::client(options, &tickets)?,
        tickets,
        open: vec![],
    };
    let mut lines = BufReader::new(stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        client.job(&line).await?.print();
    }
    Ok(())
}

impl Client {
    async fn job(&mut self, line: &str) -> Result<Answer> {
        let mut words = line.split(' ');
        let work = words.next().unwrap_or_default();
        let numbers: Vec<u64> = words.map(str::parse).collect::<Result<_, _>>()?;
        let first = *numbers.first().context("a job has a number")?;
        let limit = Duration::from_secs(first);
        match work {
            "down" => down(&self.connection().await?, first).await,
            "up" => up(&self.connection().await?, first).await,
            "pingpong" => ping_pong(&self.connection().await?, limit).await,
            "streams" => streams(&self.connection().await?, limit, numbers[1]).await,
            "handshakes" => self.handshakes(&self.full, &self.full_tickets, limit).await,
            "resumed" => self.handshakes(&self.resuming, &self.tickets, limit).await,
            "connections" => self.connections(first as usize).await,
            "requests" => requests(&self.open, limit, numbers[1]).await,
            other => bail!("no work {other}"),
        }
    }

    async fn connect(&self, config: &ClientConfig) -> Result<Connection> {
        Ok(self.endpoint.connect_with(config.clone(), self.address, NAME)?.await?)
    }

    /// The first of those that are kept.
    async fn connection(&mut self) -> Result<Connection> {
        if self.open.is_empty() {
            self.open.push(self.connect(&self.full).await?);
        }
        Ok(self.open[0].clone())
    }

    /// Sees to it that so many are open.
    async fn connections(&mut self, wanted: usize) -> Result<Answer> {
        let start = Instant::now();
        while self.open.len() < wanted {
            self.open.push(self.connect(&self.resuming).await?);
        }
        Ok(Answer::of(start.elapsed(), self.open.len() as u64))
    }

    /// One after the other. The time of each is that of the handshake alone; a ticket comes after
    /// it, and is waited for whether it is of use or not.
    async fn handshakes(
        &self,
        config: &ClientConfig,
        tickets: &Tickets,
        limit: Duration,
    ) -> Result<Answer> {
        if tickets.resumes() && tickets.came() == 0 {
            self.handshake(config, tickets).await?;
        }
        let mut nanos = vec![];
        let taken = tickets.taken();
        let start = Instant::now();
        while start.elapsed() < limit {
            nanos.push(self.handshake(config, tickets).await?.as_nanos() as u64);
        }
        let wanted = if tickets.resumes() { nanos.len() as u64 } else { 0 };
        ensure!(tickets.taken() - taken == wanted, "not all had a ticket, or some had one");
        Ok(Answer::times(Duration::from_nanos(nanos.iter().sum()), nanos))
    }

    async fn handshake(&self, config: &ClientConfig, tickets: &Tickets) -> Result<Duration> {
        let before = tickets.came();
        let begun = Instant::now();
        let connection = self.connect(config).await?;
        let time = begun.elapsed();
        tickets.more_than(before).await;
        connection.close(0u32.into(), b"");
        Ok(time)
    }
}

async fn down(connection: &Connection, bytes: u64) -> Result<Answer> {
    let start = Instant::now();
    let (mut send, mut receive) = connection.open_bi().await?;
    send.write_all(&bytes.to_be_bytes()).await?;
    send.finish()?;
    ensure!(count(&mut receive).await? == bytes, "too few bytes came");
    Ok(Answer::of(start.elapsed(), bytes))
}

async fn up(connection: &Connection, bytes: u64) -> Result<Answer> {
    let start = Instant::now();
    let (mut send, mut receive) = connection.open_bi().await?;
    send.write_all(&1u64.to_be_bytes()).await?;
    body(&mut send, bytes).await?;
    send.finish()?;
    count(&mut receive).await?;
    Ok(Answer::of(start.elapsed(), bytes))
}

async fn ping_pong(connection: &Connection, limit: Duration) -> Result<Answer> {
    let (mut send, mut receive) = connection.open_bi().await?;
    send.write_all(&ECHO.to_be_bytes()).await?;
    let mut message = [7; MESSAGE];
    let mut nanos = vec![];
    let start = Instant::now();
    while start.elapsed() < limit {
        let sent = Instant::now();
        send.write_all(&message).await?;
        receive.read_exact(&mut message).await?;
        nanos.push(sent.elapsed().as_nanos() as u64);
    }
    send.finish()?;
    Ok(Answer::times(start.elapsed(), nanos))
}

/// A stream with a header and a reply of `reply` bytes.
async fn exchange(connection: &Connection, request: &[u8], reply: usize) -> Result<()> {
    let (mut send, mut receive) = connection.open_bi().await?;
    send.write_all(request).await?;
    send.finish()?;
    ensure!(receive.read_to_end(reply).await?.len() == reply, "a short reply");
    Ok(())
}

/// As many as fit into the time, `many` at once, each with a reply of one byte.
async fn streams(connection: &Connection, limit: Duration, many: u64) -> Result<Answer> {
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..many {
        let connection = connection.clone();
        tasks.spawn(async move {
            let mut done = 0;
            while start.elapsed() < limit {
                exchange(&connection, &1u64.to_be_bytes(), 1).await?;
                done += 1;
            }
            anyhow::Ok(done)
        });
    }
    let mut sum = 0;
    while let Some(done) = tasks.join_next().await {
        sum += done??;
    }
    Ok(Answer::of(start.elapsed(), sum))
}

/// `rate` requests a second over all connections in turn; each is one datagram each way.
async fn requests(open: &[Connection], limit: Duration, rate: u64) -> Result<Answer> {
    let mut request = [0; MESSAGE];
    request[..8].copy_from_slice(&(MESSAGE as u64).to_be_bytes());
    let mut ticks = interval(Duration::from_millis(1));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    let mut sent = 0;
    while start.elapsed() < limit {
        ticks.tick().await;
        let due = (start.elapsed().as_secs_f64() * rate as f64) as usize;
        for number in sent..due {
            let connection = open[number % open.len()].clone();
            tasks.spawn(async move { exchange(&connection, &request, MESSAGE).await });
        }
        sent = due;
        while let Some(done) = tasks.try_join_next() {
            done??;
        }
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(Answer::of(start.elapsed(), sent as u64))
}
