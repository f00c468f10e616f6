package dev.quoll;

import dev.quoll.config.ServerConfig;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.driver.ConnectionDriver;
import dev.quoll.driver.IncomingDriver;
import dev.quoll.driver.Timeout;
import dev.quoll.error.EndpointClosedException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A client that wants to connect and has not been answered. It is accepted, refused, asked to
/// prove its address or ignored, once; one that becomes unreachable is refused. *Thread-safe*.
///
/// A client whose first message takes several datagrams may come as another `Incoming` once more,
/// if it was not accepted when the rest of them came.
///
/// Until it is answered nothing is sent to it, and only what it sends is kept, up to a limit. None
/// of what it says is proved but its address, and that only if [#remoteAddressValidated].
public final class Incoming {
    private final IncomingDriver driver;
    private final Leash leash;

    Incoming(IncomingDriver driver) {
        this.driver = driver;
        leash = Leash.on(this, driver::onUnreachable);
    }

    /// Answers the client.
    ///
    /// @return the handshake; [Connecting#await] gives the connection
    /// @throws EndpointClosedException if the endpoint is closed
    /// @throws IllegalStateException if it was answered before
    public Connecting accept() throws EndpointClosedException {
        try {
            ConnectionDriver connection = driver.accept();
            leash.letOff();
            return new Connecting(new Connection(connection));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Answers the client with another configuration than the endpoint's. What is said of tokens in
    /// it does not count here.
    ///
    /// @return the handshake; [Connecting#await] gives the connection
    /// @throws EndpointClosedException if the endpoint is closed
    /// @throws IllegalStateException if it was answered before
    public Connecting accept(ServerConfig config) throws EndpointClosedException {
        try {
            ConnectionDriver connection = driver.accept(config);
            leash.letOff();
            return new Connecting(new Connection(connection));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Tells the client that it is not accepted.
    ///
    /// @throws IllegalStateException if it was answered before
    public void refuse() {
        try {
            driver.refuse();
            leash.letOff();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Asks the client to prove that it receives what is sent to its address. It comes again as
    /// another `Incoming`, a round trip later, if it does; nothing is kept for it until then.
    ///
    /// @throws IllegalStateException if it has answered a Retry already, see [#mayRetry], or was
    ///   answered before
    public void retry() {
        try {
            driver.retry();
            leash.letOff();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Forgets the client without an answer.
    ///
    /// @throws IllegalStateException if it was answered before
    public void ignore() {
        try {
            driver.ignore();
            leash.letOff();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Where the client seems to be; not proved.
    public InetSocketAddress remoteAddress() {
        try {
            return driver.route().remote();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// The address the client reached, where the socket tells.
    public Optional<InetAddress> localIp() {
        try {
            return driver.route().local();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Whether the client has proved that it receives what is sent to its address, by a token. If
    /// not, it gets no more than three times what it sent until the handshake proves it.
    ///
    /// The first time this is asked the token is used up, and [ServerConfig#tokenLog] may wait.
    public boolean remoteAddressValidated() {
        try {
            return driver.isAddressProved();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Whether [#retry] can be called: a client answers one Retry and no second.
    public boolean mayRetry() {
        try {
            return driver.mayRetry();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// The connection ID that the client's very first packet went to, before any Retry.
    public ConnectionId originalDestinationConnectionId() {
        try {
            return driver.originalDestination();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// The application protocols the client offers, as it wrote them; empty if its first message
    /// came in several datagrams and one is missing.
    public Optional<List<String>> alpns() {
        try {
            return driver.protocols();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#alpns()], waiting for the rest of the client's first message for at most `timeout`.
    ///
    /// @throws SocketTimeoutException if the client does not send it
    /// @throws InterruptedIOException if the thread is interrupted
    public List<String> alpns(Duration timeout) throws IOException {
        try {
            return driver.awaitProtocols(Timeout.of(timeout));
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
