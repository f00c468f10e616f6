//! Sessions for a second connection, in memory: rustls cannot write those of TLS 1.3 to a file.

use rustls::client::{
    ClientSessionMemoryCache, ClientSessionStore, Tls12ClientSessionValue, Tls13ClientSessionValue,
};
use rustls::pki_types::ServerName;
use rustls::NamedGroup;
use std::sync::atomic::{AtomicBool, Ordering};

/// rustls' own store, and whether a ticket has come, which nothing else tells.
#[derive(Debug)]
pub struct Sessions {
    store: ClientSessionMemoryCache,
    has_ticket: AtomicBool,
}

impl Default for Sessions {
    fn default() -> Self {
        // rustls keeps nothing in one for fewer than nine sessions
        Sessions { store: ClientSessionMemoryCache::new(256), has_ticket: AtomicBool::new(false) }
    }
}

impl Sessions {
    pub fn has_ticket(&self) -> bool {
        self.has_ticket.load(Ordering::Acquire)
    }
}

impl ClientSessionStore for Sessions {
    fn insert_tls13_ticket(
        &self,
        server_name: ServerName<'static>,
        value: Tls13ClientSessionValue,
    ) {
        self.store.insert_tls13_ticket(server_name, value);
        self.has_ticket.store(true, Ordering::Release);
    }

    fn take_tls13_ticket(
        &self,
        server_name: &ServerName<'static>,
    ) -> Option<Tls13ClientSessionValue> {
        self.store.take_tls13_ticket(server_name)
    }

    /// The group of the last connection is not remembered: the first share of a client is what the
    /// cases with HelloRetryRequest are about.
    fn set_kx_hint(&self, _: ServerName<'static>, _: NamedGroup) {}

    fn kx_hint(&self, _: &ServerName<'_>) -> Option<NamedGroup> {
        None
    }

    fn set_tls12_session(&self, _: ServerName<'static>, _: Tls12ClientSessionValue) {}

    fn tls12_session(&self, _: &ServerName<'_>) -> Option<Tls12ClientSessionValue> {
        None
    }

    fn remove_tls12_session(&self, _: &ServerName<'static>) {}
}
