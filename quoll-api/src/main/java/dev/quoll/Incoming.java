package dev.quoll;

import dev.quoll.error.EndpointClosedException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A client that wants to connect and has not been answered. It is accepted, refused or ignored,
/// once; one that becomes unreachable is refused. *Thread-safe*.
@SuppressWarnings("DoNotCallSuggester")
public final class Incoming {
    private Incoming() {}

    /// Answers the client.
    ///
    /// @return the handshake; [Connecting#await] gives the connection
    /// @throws EndpointClosedException if the endpoint is closed
    /// @throws IllegalStateException if it was accepted, refused or ignored before
    public Connecting accept() throws EndpointClosedException {
        throw new UnsupportedOperationException();
    }

    /// Tells the client that it is not accepted.
    ///
    /// @throws IllegalStateException if it was accepted, refused or ignored before
    public void refuse() {
        throw new UnsupportedOperationException();
    }

    /// Forgets the client without an answer.
    ///
    /// @throws IllegalStateException if it was accepted, refused or ignored before
    public void ignore() {
        throw new UnsupportedOperationException();
    }

    /// Where the client seems to be; not proved.
    public InetSocketAddress remoteAddress() {
        throw new UnsupportedOperationException();
    }

    /// The address the client reached, where the socket tells.
    public Optional<InetAddress> localIp() {
        throw new UnsupportedOperationException();
    }
}
