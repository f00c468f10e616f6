//! Sessions of a client, counted as they come and are taken.

use rustls::client::{
    ClientSessionMemoryCache, ClientSessionStore, Tls12ClientSessionValue, Tls13ClientSessionValue,
};
use rustls::pki_types::ServerName;
use rustls::NamedGroup;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Notify;

const SERVERS: usize = 256;

#[derive(Debug)]
pub struct Tickets {
    store: ClientSessionMemoryCache,
    resumes: bool,
    came: AtomicU64,
    taken: AtomicU64,
    changed: Notify,
}

impl Tickets {
    /// Those that are not to resume get a ticket as others do, and leave it.
    pub fn new(resumes: bool) -> Self {
        Tickets {
            store: ClientSessionMemoryCache::new(SERVERS),
            resumes,
            came: AtomicU64::new(0),
            taken: AtomicU64::new(0),
            changed: Notify::new(),
        }
    }

    pub fn resumes(&self) -> bool {
        self.resumes
    }

    /// How many have come.
    pub fn came(&self) -> u64 {
        self.came.load(Ordering::SeqCst)
    }

    /// With how many a connection was begun.
    pub fn taken(&self) -> u64 {
        self.taken.load(Ordering::SeqCst)
    }

    /// Until more than `before` have come.
    pub async fn more_than(&self, before: u64) {
        while self.came() <= before {
            self.changed.notified().await;
        }
    }
}

impl ClientSessionStore for Tickets {
    fn set_kx_hint(&self, server: ServerName<'static>, group: NamedGroup) {
        self.store.set_kx_hint(server, group);
    }

    fn kx_hint(&self, server: &ServerName<'_>) -> Option<NamedGroup> {
        self.store.kx_hint(server)
    }

    fn set_tls12_session(&self, _: ServerName<'static>, _: Tls12ClientSessionValue) {}

    fn tls12_session(&self, _: &ServerName<'_>) -> Option<Tls12ClientSessionValue> {
        None
    }

    fn remove_tls12_session(&self, _: &ServerName<'static>) {}

    fn insert_tls13_ticket(&self, server: ServerName<'static>, ticket: Tls13ClientSessionValue) {
        if self.resumes {
            self.store.insert_tls13_ticket(server, ticket);
        }
        self.came.fetch_add(1, Ordering::SeqCst);
        self.changed.notify_one();
    }

    fn take_tls13_ticket(&self, server: &ServerName<'static>) -> Option<Tls13ClientSessionValue> {
        let ticket = self.store.take_tls13_ticket(server);
        if ticket.is_some() {
            self.taken.fetch_add(1, Ordering::SeqCst);
        }
        ticket
    }
}
