package dev.quoll.sim.handshake;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// Who a simulated server is. The simulator makes no certificates: its users bring them, with keys
/// that are the same in each run if traces are to be. *Immutable*.
///
/// @param key the server's
/// @param chain its certificate, good for [dev.quoll.sim.Sim#SERVER_NAME], and what leads to the
///   authority
/// @param authority whom clients trust
public record ServerIdentity(
        PrivateKey key, List<X509Certificate> chain, X509Certificate authority) {
    public ServerIdentity {
        chain = List.copyOf(chain);
    }
}
