//! What the machine takes for a datagram there and back, with nothing above it.

use anyhow::Result;
use std::io::stdin;
use std::net::UdpSocket;
use std::thread;
use std::time::{Duration, Instant};

use crate::work::{Answer, MESSAGE};

/// Reads `pingpong SECONDS` again and again.
pub fn run() -> Result<()> {
    let server = UdpSocket::bind("127.0.0.1:0")?;
    let client = UdpSocket::bind("127.0.0.1:0")?;
    server.connect(client.local_addr()?)?;
    client.connect(server.local_addr()?)?;
    thread::spawn(move || echo(&server));
    for line in stdin().lines() {
        let line = line?;
        let seconds: f64 = line.split(' ').nth(1).unwrap_or("1").parse()?;
        ping(&client, Duration::from_secs_f64(seconds))?.print();
    }
    Ok(())
}

fn echo(socket: &UdpSocket) {
    let mut message = [0; MESSAGE];
    while socket.recv(&mut message).and_then(|length| socket.send(&message[..length])).is_ok() {}
}

fn ping(socket: &UdpSocket, limit: Duration) -> Result<Answer> {
    let mut message = [7; MESSAGE];
    let mut nanos = vec![];
    let start = Instant::now();
    while start.elapsed() < limit {
        let sent = Instant::now();
        socket.send(&message)?;
        socket.recv(&mut message)?;
        nanos.push(sent.elapsed().as_nanos() as u64);
    }
    Ok(Answer::times(start.elapsed(), nanos))
}
