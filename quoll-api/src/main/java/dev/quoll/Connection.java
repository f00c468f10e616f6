package dev.quoll;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.stats.ConnectionStats;
import dev.quoll.core.stats.PathStats;
import dev.quoll.error.ConnectionException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A QUIC connection to one peer. There is one object for each connection; it is equal to itself
/// alone. *Thread-safe*.
///
/// Streams hold on to it. When it and all its streams are unreachable it is closed with code 0.
///
/// Calls that wait can be interrupted ([InterruptedIOException], the flag set again), have a twin
/// that takes a time ([SocketTimeoutException]) and one that returns a future. Once the connection
/// has ended they throw [ConnectionException].
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5 RFC 9000, section 5: Connections
@SuppressWarnings("DoNotCallSuggester")
public final class Connection implements AutoCloseable {
    private Connection() {}

    /// Opens a stream that only this side sends on. Waits if the peer allows no more now.
    public SendStream openUni() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#openUni()], for at most `timeout`.
    public SendStream openUni(Duration timeout) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#openUni()], without waiting.
    public CompletableFuture<SendStream> openUniAsync() {
        throw new UnsupportedOperationException();
    }

    /// Opens a stream that both sides send on. The peer learns of it when something is sent. Waits
    /// if the peer allows no more now.
    public BiStream openBi() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#openBi()], for at most `timeout`.
    public BiStream openBi(Duration timeout) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#openBi()], without waiting.
    public CompletableFuture<BiStream> openBiAsync() {
        throw new UnsupportedOperationException();
    }

    /// Waits for the peer's next stream that only it sends on, in the order of their IDs.
    public RecvStream acceptUni() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#acceptUni()], for at most `timeout`.
    public RecvStream acceptUni(Duration timeout) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#acceptUni()], without waiting.
    public CompletableFuture<RecvStream> acceptUniAsync() {
        throw new UnsupportedOperationException();
    }

    /// Waits for the peer's next stream that both sides send on, in the order of their IDs.
    public BiStream acceptBi() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#acceptBi()], for at most `timeout`.
    public BiStream acceptBi(Duration timeout) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#acceptBi()], without waiting.
    public CompletableFuture<BiStream> acceptBiAsync() {
        throw new UnsupportedOperationException();
    }

    /// Waits until both sides are known to have finished the handshake.
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.1.2 RFC 9001, section 4.1.2
    public void awaitHandshakeConfirmed() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#awaitHandshakeConfirmed()], for at most `timeout`.
    public void awaitHandshakeConfirmed(Duration timeout) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#awaitHandshakeConfirmed()], without waiting.
    public CompletableFuture<Void> awaitHandshakeConfirmedAsync() {
        throw new UnsupportedOperationException();
    }

    /// Waits until the connection has ended, for whatever reason. Keeps it alive.
    public CloseCause awaitClosed() throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#awaitClosed()], for at most `timeout`.
    public CloseCause awaitClosed(Duration timeout) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// As [#awaitClosed()], without waiting.
    public CompletableFuture<CloseCause> awaitClosedAsync() {
        throw new UnsupportedOperationException();
    }

    /// Completes when the connection has ended. Unlike [#awaitClosedAsync()] it does not keep the
    /// connection alive.
    public CompletableFuture<Closed> onClosed() {
        throw new UnsupportedOperationException();
    }

    /// Why the connection ended, if it has.
    public Optional<CloseCause> closeReason() {
        throw new UnsupportedOperationException();
    }

    /// Closes the connection at once with code 0, giving up what is not delivered; see
    /// [#closeGracefully].
    @Override
    public void close() {
        close(0, new byte[0]);
    }

    /// Closes the connection at once, giving up what is not delivered. Calls that wait fail with
    /// [CloseCause.LocallyClosed]. What was received can still be read. Does nothing once closed.
    ///
    /// @param code the application's, 0 to 2^62-1
    /// @param reason for the peer's application; cut to what fits into a packet
    public void close(long code, byte[] reason) {
        throw new UnsupportedOperationException();
    }

    /// Waits until the peer has acknowledged all that was written and finished on streams, for at
    /// most `timeout`, and closes the connection then in any case. Streams that are not finished
    /// stay without an end.
    ///
    /// @return whether everything was acknowledged
    /// @throws InterruptedIOException if the thread is interrupted; the connection is closed then
    public boolean closeGracefully(long code, byte[] reason, Duration timeout)
            throws InterruptedIOException {
        throw new UnsupportedOperationException();
    }

    /// Which end this is.
    public Side side() {
        throw new UnsupportedOperationException();
    }

    /// Where the peer is reached.
    public InetSocketAddress remoteAddress() {
        throw new UnsupportedOperationException();
    }

    /// The address of this machine that the peer reaches, where the socket tells.
    public Optional<InetAddress> localIp() {
        throw new UnsupportedOperationException();
    }

    /// What was counted over all paths.
    public ConnectionStats stats() {
        throw new UnsupportedOperationException();
    }

    /// What was counted and estimated on one path; empty if there never was such a path.
    public Optional<PathStats> pathStats(PathId path) {
        throw new UnsupportedOperationException();
    }

    /// What the handshake agreed on; empty before it is done.
    public Optional<HandshakeData> handshakeData() {
        throw new UnsupportedOperationException();
    }

    /// Who the peer proved to be; empty before the handshake is done, and for a client that was not
    /// asked.
    public Optional<PeerIdentity> peerIdentity() {
        return handshakeData().flatMap(HandshakeData::peer);
    }

    /// A number that no other connection of this process has, the same for the connection's life.
    public long stableId() {
        throw new UnsupportedOperationException();
    }
}
