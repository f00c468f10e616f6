//! quinn behind the command line that every program of the interop table shares; see the README of
//! `quoll-interop`.

mod body;
mod client;
mod report;
mod server;
mod sessions;
mod tls;

use clap::{Parser, ValueEnum};
use std::net::{SocketAddr, SocketAddrV4};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "quinn-perf8")]
enum Command {
    Server(ServerOptions),
    Client(ClientOptions),
}

#[derive(clap::Args)]
pub struct ServerOptions {
    #[arg(long)]
    listen: SocketAddr,
    /// PEM chain, the leaf first
    #[arg(long)]
    cert: PathBuf,
    /// PEM, PKCS #8
    #[arg(long)]
    key: PathBuf,
    /// the only cipher suite to accept
    #[arg(long)]
    cipher: Option<String>,
    /// the only groups to accept
    #[arg(long, value_delimiter = ',')]
    groups: Vec<String>,
    /// ask clients for a certificate of this root
    #[arg(long)]
    client_ca: Option<PathBuf>,
    /// accept early data
    #[arg(long)]
    early: bool,
    /// have every client prove its address
    #[arg(long)]
    retry: bool,
    /// where clients are to go after the handshake
    #[arg(long)]
    preferred_address: Option<SocketAddrV4>,
    /// taken for the sake of the common interface: the output is always JSON
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
pub struct ClientOptions {
    address: SocketAddr,
    #[arg(long)]
    server_name: String,
    #[arg(long)]
    ca: PathBuf,
    #[arg(long, value_enum)]
    mode: Mode,
    #[arg(long, default_value_t = 0)]
    bytes: u64,
    #[arg(long, default_value_t = 1)]
    streams: u64,
    /// the only cipher suite to offer
    #[arg(long)]
    cipher: Option<String>,
    /// the only groups to offer, the first with a key share
    #[arg(long, value_delimiter = ',')]
    groups: Vec<String>,
    /// PEM chain to show when the server asks
    #[arg(long, requires = "client_key")]
    client_cert: Option<PathBuf>,
    /// PEM, PKCS #8
    #[arg(long)]
    client_key: Option<PathBuf>,
    /// make a connection first whose session the next goes on with
    #[arg(long)]
    resume: bool,
    /// send the job's streams as early data
    #[arg(long, requires = "resume")]
    early: bool,
    /// begin in version 1 and prefer version 2
    #[arg(long)]
    v2: bool,
    /// change the keys once the handshake is confirmed
    #[arg(long)]
    key_update: bool,
    /// go over to another port once the handshake is confirmed
    #[arg(long)]
    migrate: bool,
    /// taken for the sake of the common interface: the output is always JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Mode {
    Handshake,
    Down,
    Up,
    Echo,
    Streams,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match Command::parse() {
        Command::Server(options) => match server::serve(&options).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{error:#}");
                ExitCode::FAILURE
            }
        },
        Command::Client(options) => {
            let report = client::run(&options).await;
            report::print(&report);
            if report.ok {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
    }
}
