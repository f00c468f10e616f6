//! What the programs print: one JSON object a line.

use quinn::{ConnectionError, ReadError, ReadExactError, WriteError};
use serde::Serialize;

/// The client's only line.
#[derive(Serialize)]
pub struct Report {
    pub ok: bool,
    pub bytes: u64,
    pub sha256: Option<String>,
    pub seconds: f64,
    pub cipher: Option<String>,
    pub handshake: Handshake,
    pub error: Option<Failure>,
}

/// What is known of a handshake besides the suite.
#[derive(Default, Serialize)]
pub struct Handshake {
    pub early: Option<Early>,
    pub client: Option<String>,
}

/// What became of early data.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Early {
    Accepted,
    Rejected,
}

/// The server's lines.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Event {
    Listening { address: String },
    Stream { received: u64, sent: u64, sha256: String },
    Closed(Closed),
    /// The client's first connection of two is over.
    Visited,
}

/// The end of a connection at the server.
#[derive(Serialize)]
pub struct Closed {
    pub ok: bool,
    pub cipher: Option<String>,
    pub handshake: Handshake,
    pub error: Option<Failure>,
}

/// An error as the README's table names it.
#[derive(Debug, Serialize)]
pub struct Failure {
    #[serde(rename = "type")]
    kind: &'static str,
    code: Option<u64>,
    message: String,
}

impl Failure {
    pub fn new(kind: &'static str, code: Option<u64>, message: impl ToString) -> Self {
        Failure { kind, code, message: message.to_string() }
    }

    /// Whether the peer's application closed without an error.
    pub fn is_plain_close(&self) -> bool {
        self.kind == "ApplicationClosed" && self.code == Some(0)
    }
}

/// Prints a line at once.
pub fn print(line: &impl Serialize) {
    println!("{}", serde_json::to_string(line).expect("a report has nothing JSON cannot hold"));
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Failure::new("Other", None, format!("{error:#}"))
    }
}

impl From<ConnectionError> for Failure {
    fn from(error: ConnectionError) -> Self {
        let (kind, code) = match &error {
            ConnectionError::VersionMismatch => ("VersionMismatch", None),
            ConnectionError::TransportError(local) => {
                ("LocalTransportError", Some(u64::from(local.code)))
            }
            ConnectionError::ConnectionClosed(close) => {
                ("PeerTransportClose", Some(u64::from(close.error_code)))
            }
            ConnectionError::ApplicationClosed(close) => {
                ("ApplicationClosed", Some(close.error_code.into_inner()))
            }
            ConnectionError::Reset => ("StatelessReset", None),
            ConnectionError::TimedOut => ("TimedOut", None),
            ConnectionError::LocallyClosed => ("LocallyClosed", None),
            ConnectionError::CidsExhausted => ("ConnectionIdsExhausted", None),
        };
        Failure::new(kind, code, error)
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::ConnectionLost(lost) => lost.into(),
            ReadError::Reset(code) => Failure::new("StreamReset", Some(code.into_inner()), error),
            other => Failure::new("Other", None, other),
        }
    }
}

impl From<ReadExactError> for Failure {
    fn from(error: ReadExactError) -> Self {
        match error {
            ReadExactError::ReadError(read) => read.into(),
            short => Failure::new("WrongContent", None, short),
        }
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::ConnectionLost(lost) => lost.into(),
            WriteError::Stopped(code) => {
                Failure::new("StreamStopped", Some(code.into_inner()), error)
            }
            other => Failure::new("Other", None, other),
        }
    }
}
