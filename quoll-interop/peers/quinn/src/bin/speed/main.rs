//! quinn as `quoll-bench/side-by-side.sh` drives it: a server that answers `perf8`, and a client
//! that reads jobs from its input, does one after the other, and prints what each took.

mod server;
mod settings;
mod tickets;
mod udp;
mod work;

use anyhow::Result;
use clap::{Args, Parser};
use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use tokio::runtime::Builder;

#[derive(Parser)]
#[command(name = "quinn-speed")]
enum Command {
    Server(ServerOptions),
    Client(ClientOptions),
    /// Sends datagrams back, without QUIC
    UdpServer {
        #[arg(long)]
        listen: SocketAddr,
    },
    /// Sends datagrams to and fro, without QUIC
    UdpClient { address: SocketAddr },
}

#[derive(Args)]
struct ServerOptions {
    #[arg(long)]
    listen: SocketAddr,
    /// PEM, the leaf first
    #[arg(long)]
    cert: PathBuf,
    /// PEM, PKCS #8
    #[arg(long)]
    key: PathBuf,
    #[command(flatten)]
    common: Common,
}

#[derive(Args)]
struct ClientOptions {
    address: SocketAddr,
    #[arg(long)]
    ca: PathBuf,
    #[command(flatten)]
    common: Common,
}

#[derive(Args, Clone)]
struct Common {
    /// bytes that a stream may send ahead
    #[arg(long)]
    window: u32,
    /// x25519 or secp256r1
    #[arg(long)]
    group: String,
    /// tokio's runtime of one thread
    #[arg(long)]
    st: bool,
}

fn run<T>(single: bool, job: impl Future<Output = Result<T>>) -> Result<T> {
    let mut builder =
        if single { Builder::new_current_thread() } else { Builder::new_multi_thread() };
    builder.enable_all().build()?.block_on(job)
}

fn main() -> Result<()> {
    match Command::parse() {
        Command::Server(options) => run(options.common.st, server::serve(&options)),
        Command::Client(options) => run(options.common.st, work::client(&options)),
        Command::UdpServer { listen } => udp::serve(listen),
        Command::UdpClient { address } => udp::ask(address),
    }
}
