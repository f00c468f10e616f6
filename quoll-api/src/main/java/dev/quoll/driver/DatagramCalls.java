package dev.quoll.driver;

import dev.quoll.core.connection.Connection;
import dev.quoll.core.datagram.SendOutcome;
import dev.quoll.core.datagram.WhenFull;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.DatagramException;
import dev.quoll.error.DatagramException.Reason;

import org.jspecify.annotations.Nullable;

/// What the application does with the datagrams of a connection. Called with the lock of its
/// driver.
public final class DatagramCalls {
    private final ConnectionDriver driver;

    DatagramCalls(ConnectionDriver driver) {
        this.driver = driver;
    }

    /// Takes a datagram, for which older ones may be thrown away.
    ///
    /// @throws ConnectionException if the connection has ended
    /// @throws DatagramException if none, or none so large, can be sent
    public void send(byte[] bytes, int offset, int length)
            throws ConnectionException, DatagramException {
        driver.enter();
        try {
            take(bytes, offset, length, WhenFull.DROP_OLDEST);
        } finally {
            driver.leave();
        }
    }

    /// Takes a datagram if there is room; an [Attempt] for [Topic#DATAGRAM_ROOM].
    public @Nullable Boolean trySend(byte[] bytes) throws ConnectionException, DatagramException {
        return take(bytes, 0, bytes.length, WhenFull.WAIT) == SendOutcome.FULL ? null : true;
    }

    /// The next datagram that came; an [Attempt] for [Topic#DATAGRAM].
    public byte @Nullable [] tryRead() throws ConnectionException {
        byte[] next = core().datagrams().receive();
        if (next == null) {
            driver.checkOpen();
        }
        return next;
    }

    /// The largest datagram that can be sent, once it has `bytes`; an [Attempt] for
    /// [Topic#DATAGRAM_SIZE].
    ///
    /// @throws DatagramException if the peer takes none, or they are switched off
    public @Nullable Integer tryMaxSize(int bytes) throws ConnectionException, DatagramException {
        driver.checkOpen();
        if (driver.progress().handshakeData().isEmpty()) {
            return null;
        }
        Connection core = core();
        int size =
                core.maxDatagramSize()
                        .orElseThrow(() -> new DatagramException(Reason.UNSUPPORTED_BY_PEER));
        return size < bytes ? null : size;
    }

    private SendOutcome take(byte[] bytes, int offset, int length, WhenFull whenFull)
            throws ConnectionException, DatagramException {
        driver.checkOpen();
        SendOutcome outcome = core().sendDatagram(bytes, offset, length, whenFull);
        switch (outcome) {
            case QUEUED -> driver.sendAll();
            case FULL -> {}
            case TOO_LARGE -> throw new DatagramException(Reason.TOO_LARGE);
            case UNSUPPORTED_BY_PEER -> throw new DatagramException(Reason.UNSUPPORTED_BY_PEER);
            case DISABLED -> throw new DatagramException(Reason.DISABLED);
        }
        return outcome;
    }

    private Connection core() {
        return driver.core();
    }
}
