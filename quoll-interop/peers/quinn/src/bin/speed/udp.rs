//! What the machine takes for a datagram there and back, with nothing above it: a server and a
//! client, as everybody else has.

use anyhow::Result;
use serde_json::json;
use std::io::stdin;
use std::net::{SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

use crate::work::{Answer, MESSAGE};

/// Sends back what comes until it is killed.
pub fn serve(listen: SocketAddr) -> Result<()> {
    let socket = UdpSocket::bind(listen)?;
    println!("{}", json!({"event": "listening", "address": socket.local_addr()?.to_string()}));
    let mut message = [0; MESSAGE];
    let (_, client) = socket.peek_from(&mut message)?;
    socket.connect(client)?;
    loop {
        let length = socket.recv(&mut message)?;
        socket.send(&message[..length])?;
    }
}

/// Reads `pingpong SECONDS` again and again.
pub fn ask(server: SocketAddr) -> Result<()> {
    let socket = UdpSocket::bind("127.0.0.1:0")?;
    socket.connect(server)?;
    for line in stdin().lines() {
        let line = line?;
        let seconds: f64 = line.split(' ').nth(1).unwrap_or("1").parse()?;
        ping(&socket, Duration::from_secs_f64(seconds))?.print();
    }
    Ok(())
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
