//! The server: any number of connections until it is killed.

use anyhow::Result;
use quinn::{Incoming, RecvStream, SendStream};
use serde_json::json;

use crate::{settings, ServerOptions};

pub const ECHO: u64 = u64::MAX;
pub static ZEROS: [u8; 1 << 20] = [0; 1 << 20];

pub async fn serve(options: &ServerOptions) -> Result<()> {
    let endpoint = settings::server(options)?;
    println!("{}", json!({"event": "listening", "address": endpoint.local_addr()?.to_string()}));
    while let Some(incoming) = endpoint.accept().await {
        tokio::spawn(connection(incoming));
    }
    Ok(())
}

async fn connection(incoming: Incoming) -> Result<()> {
    let connection = incoming.await?;
    loop {
        let (send, receive) = connection.accept_bi().await?;
        tokio::spawn(stream(send, receive));
    }
}

async fn stream(mut send: SendStream, mut receive: RecvStream) -> Result<()> {
    let mut header = [0; 8];
    receive.read_exact(&mut header).await?;
    match u64::from_be_bytes(header) {
        ECHO => {
            while let Some(chunk) = receive.read_chunk(usize::MAX, true).await? {
                send.write_chunk(chunk.bytes).await?;
            }
        }
        wanted => {
            count(&mut receive).await?;
            body(&mut send, wanted).await?;
        }
    }
    Ok(send.finish()?)
}

/// Reads to the end of the stream, and keeps nothing but the number of bytes.
pub async fn count(receive: &mut RecvStream) -> Result<u64> {
    let mut length = 0;
    while let Some(chunk) = receive.read_chunk(usize::MAX, true).await? {
        length += chunk.bytes.len() as u64;
    }
    Ok(length)
}

pub async fn body(send: &mut SendStream, length: u64) -> Result<()> {
    let mut left = length;
    while left > 0 {
        let piece = left.min(ZEROS.len() as u64);
        send.write_all(&ZEROS[..piece as usize]).await?;
        left -= piece;
    }
    Ok(())
}
