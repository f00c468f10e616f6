package dev.quoll;

import java.io.IOException;
import java.util.Optional;

/// Decides which clients [Endpoint#serve(AdmissionPolicy, ConnectionHandler)] lets in. It is asked
/// on the thread that serves, for one client after the other.
@FunctionalInterface
public interface AdmissionPolicy {
    /// Answers a client: accepts it, refuses it, asks it to prove its address, or ignores it. One
    /// that is left unanswered is refused when it becomes unreachable.
    ///
    /// @return the handshake, if the client was accepted
    /// @throws IOException if serving shall end with this
    Optional<Connecting> admit(Incoming client) throws IOException;

    /// Lets everybody in.
    static AdmissionPolicy everybody() {
        return client -> Optional.of(client.accept());
    }

    /// Lets in who has proved its address, and asks the others to; that costs them a round trip
    /// once. Nobody can make such a server work or remember in the name of others.
    static AdmissionPolicy provedAddresses() {
        return client -> {
            if (client.remoteAddressValidated()) {
                return Optional.of(client.accept());
            }
            if (client.mayRetry()) {
                client.retry();
            } else {
                client.refuse();
            }
            return Optional.empty();
        };
    }
}
