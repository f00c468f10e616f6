//! The content of every body: the byte at offset i is i mod 251.

use quinn::{RecvStream, SendStream};
use ring::digest::{Context, Digest, SHA256};

use crate::report::Failure;

const PERIOD: usize = 251;
const CHUNK: usize = PERIOD * 1024;

/// Sends the first `length` bytes of the content. FIN is the caller's.
pub async fn send(stream: &mut SendStream, length: u64) -> Result<(), Failure> {
    let content: Vec<u8> = (0..CHUNK).map(|i| (i % PERIOD) as u8).collect();
    let mut left = length;
    while left > 0 {
        // whole periods but for the last piece, so each piece begins where the content repeats
        let piece = left.min(CHUNK as u64);
        stream.write_all(&content[..piece as usize]).await?;
        left -= piece;
    }
    Ok(())
}

/// What came on a stream up to FIN.
pub struct Received {
    pub length: u64,
    pub sha256: String,
}

/// Reads to FIN.
pub async fn receive(stream: &mut RecvStream) -> Result<Received, Failure> {
    let mut meter = Meter::default();
    while let Some(chunk) = stream.read_chunk(usize::MAX, true).await? {
        meter.add(&chunk.bytes);
    }
    Ok(meter.received())
}

/// Counts and hashes.
pub struct Meter {
    length: u64,
    digest: Context,
}

impl Default for Meter {
    fn default() -> Self {
        Meter { length: 0, digest: Context::new(&SHA256) }
    }
}

impl Meter {
    pub fn add(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        self.digest.update(bytes);
    }

    pub fn received(self) -> Received {
        Received { length: self.length, sha256: hex(&self.digest.finish()) }
    }
}

pub fn hex(hash: &Digest) -> String {
    hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
