package dev.quoll;

import dev.quoll.driver.ConnectionDriver;
import dev.quoll.driver.IncomingDriver;
import dev.quoll.error.EndpointClosedException;

import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A client that wants to connect and has not been answered. It is accepted, refused or ignored,
/// once; one that becomes unreachable is refused. *Thread-safe*.
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
    /// @throws IllegalStateException if it was accepted, refused or ignored before
    public Connecting accept() throws EndpointClosedException {
        try {
            ConnectionDriver connection = driver.accept();
            leash.letOff();
            return new Connecting(new Connection(connection));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Tells the client that it is not accepted.
    ///
    /// @throws IllegalStateException if it was accepted, refused or ignored before
    public void refuse() {
        try {
            driver.refuse();
            leash.letOff();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Forgets the client without an answer.
    ///
    /// @throws IllegalStateException if it was accepted, refused or ignored before
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
}
