package dev.quoll;

import dev.quoll.config.TransportConfig;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.event.NatTraversalEvent;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.CongestionSnapshot;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.stats.ConnectionStats;
import dev.quoll.core.stats.PathStats;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.driver.ConnectionDriver;
import dev.quoll.driver.Timeout;
import dev.quoll.driver.Topic;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.DatagramException;
import dev.quoll.error.ExportException;
import dev.quoll.error.NatTraversalException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// A QUIC connection to one peer. There is one object for each connection; it is equal to itself
/// alone. *Thread-safe*.
///
/// Streams and paths hold on to it. When it and all of these are unreachable it is closed with code
/// 0.
///
/// Calls that wait can be interrupted ([InterruptedIOException], the flag set again), have a twin
/// that takes a time ([SocketTimeoutException]) and one that returns a future. Once the connection
/// has ended they throw [ConnectionException].
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5 RFC 9000, section 5: Connections
public final class Connection implements AutoCloseable {
    /// HKDF makes no more (RFC 5869 §2.3).
    private static final int MAX_EXPORTED_HASHES = 255;

    private final ConnectionDriver driver;

    Connection(ConnectionDriver driver) {
        this.driver = driver;
        var _ = Leash.on(this, driver::onUnreachable);
    }

    ConnectionDriver driver() {
        return driver;
    }

    /// Opens a stream that only this side sends on. Waits if the peer allows no more now.
    public SendStream openUni() throws IOException {
        return openUni(Timeout.NEVER);
    }

    /// As [#openUni()], for at most `timeout`.
    public SendStream openUni(Duration timeout) throws IOException {
        return openUni(Timeout.of(timeout));
    }

    /// As [#openUni()], without waiting.
    public CompletableFuture<SendStream> openUniAsync() {
        try {
            return driver.callAsync(Topic.credit(Direction.UNIDIRECTIONAL), this::tryOpenUni);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Opens a stream that both sides send on. The peer learns of it when something is sent. Waits
    /// if the peer allows no more now.
    public BiStream openBi() throws IOException {
        return openBi(Timeout.NEVER);
    }

    /// As [#openBi()], for at most `timeout`.
    public BiStream openBi(Duration timeout) throws IOException {
        return openBi(Timeout.of(timeout));
    }

    /// As [#openBi()], without waiting.
    public CompletableFuture<BiStream> openBiAsync() {
        try {
            return driver.callAsync(Topic.credit(Direction.BIDIRECTIONAL), this::tryOpenBi);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Waits for the peer's next stream that only it sends on, in the order of their IDs.
    public RecvStream acceptUni() throws IOException {
        return acceptUni(Timeout.NEVER);
    }

    /// As [#acceptUni()], for at most `timeout`.
    public RecvStream acceptUni(Duration timeout) throws IOException {
        return acceptUni(Timeout.of(timeout));
    }

    /// As [#acceptUni()], without waiting.
    public CompletableFuture<RecvStream> acceptUniAsync() {
        try {
            return driver.callAsync(Topic.opened(Direction.UNIDIRECTIONAL), this::tryAcceptUni);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Waits for the peer's next stream that both sides send on, in the order of their IDs.
    public BiStream acceptBi() throws IOException {
        return acceptBi(Timeout.NEVER);
    }

    /// As [#acceptBi()], for at most `timeout`.
    public BiStream acceptBi(Duration timeout) throws IOException {
        return acceptBi(Timeout.of(timeout));
    }

    /// As [#acceptBi()], without waiting.
    public CompletableFuture<BiStream> acceptBiAsync() {
        try {
            return driver.callAsync(Topic.opened(Direction.BIDIRECTIONAL), this::tryAcceptBi);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private SendStream openUni(long timeoutNanos) throws IOException {
        try {
            return driver.call(
                    Topic.credit(Direction.UNIDIRECTIONAL), this::tryOpenUni, timeoutNanos);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private @Nullable SendStream tryOpenUni() throws ConnectionException {
        OptionalLong id = driver.tryOpen(Direction.UNIDIRECTIONAL);
        return id.isPresent() ? new SendStream(this, id.getAsLong()) : null;
    }

    private RecvStream acceptUni(long timeoutNanos) throws IOException {
        try {
            return driver.call(
                    Topic.opened(Direction.UNIDIRECTIONAL), this::tryAcceptUni, timeoutNanos);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private @Nullable RecvStream tryAcceptUni() throws ConnectionException {
        OptionalLong id = driver.tryAccept(Direction.UNIDIRECTIONAL);
        return id.isPresent() ? new RecvStream(this, id.getAsLong()) : null;
    }

    private BiStream openBi(long timeoutNanos) throws IOException {
        try {
            return driver.call(
                    Topic.credit(Direction.BIDIRECTIONAL), this::tryOpenBi, timeoutNanos);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private @Nullable BiStream tryOpenBi() throws ConnectionException {
        OptionalLong id = driver.tryOpen(Direction.BIDIRECTIONAL);
        return id.isPresent() ? new BiStream(this, id.getAsLong()) : null;
    }

    private BiStream acceptBi(long timeoutNanos) throws IOException {
        try {
            return driver.call(
                    Topic.opened(Direction.BIDIRECTIONAL), this::tryAcceptBi, timeoutNanos);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private @Nullable BiStream tryAcceptBi() throws ConnectionException {
        OptionalLong id = driver.tryAccept(Direction.BIDIRECTIONAL);
        return id.isPresent() ? new BiStream(this, id.getAsLong()) : null;
    }

    Connection awaitEstablished(long timeoutNanos) throws IOException {
        try {
            return driver.awaitHandshake(this::tryEstablished, timeoutNanos);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    CompletableFuture<Connection> awaitEstablishedAsync() {
        try {
            return driver.callAsync(Topic.ESTABLISHED, this::tryEstablished);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private @Nullable Connection tryEstablished() throws ConnectionException {
        if (driver.progress().handshakeData().isPresent()) {
            return this;
        }
        driver.checkOpen();
        return null;
    }

    /// Whether data may be sent though the handshake is not done.
    boolean canBeUsedEarly() {
        return side() == Side.SERVER || driver.read(core -> core.canSendEarlyData());
    }

    CompletableFuture<Boolean> earlyDataAccepted() {
        try {
            return driver.callAsync(
                    Topic.ESTABLISHED,
                    () -> {
                        Connection established = tryEstablished();
                        return established == null
                                ? null
                                : established.handshakeData().orElseThrow().earlyDataAccepted();
                    });
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Waits until what comes and goes can no longer be a replay: the peer has proved that it takes
    /// part now. A server learns it by the end of the handshake; what streams brought before
    /// ([RecvStream#is0Rtt]) counts from then on, too. On a client streams opened from then on are
    /// no early data.
    ///
    /// @throws ConnectionException if the handshake fails
    /// @spec https://www.rfc-editor.org/rfc/rfc9001#section-9.2 RFC 9001, section 9.2: Replay
    ///   Attacks with 0-RTT
    public void awaitAuthenticated() throws IOException {
        awaitEstablished(Timeout.NEVER);
    }

    /// As [#awaitAuthenticated()], for at most `timeout`.
    public void awaitAuthenticated(Duration timeout) throws IOException {
        awaitEstablished(Timeout.of(timeout));
    }

    /// As [#awaitAuthenticated()], without waiting.
    public CompletableFuture<Void> awaitAuthenticatedAsync() {
        return Answers.of(awaitEstablishedAsync(), _ -> null);
    }

    /// Waits until both sides are known to have finished the handshake.
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.1.2 RFC 9001, section 4.1.2
    public void awaitHandshakeConfirmed() throws IOException {
        awaitConfirmed(Timeout.NEVER);
    }

    /// As [#awaitHandshakeConfirmed()], for at most `timeout`.
    public void awaitHandshakeConfirmed(Duration timeout) throws IOException {
        awaitConfirmed(Timeout.of(timeout));
    }

    /// As [#awaitHandshakeConfirmed()], without waiting.
    public CompletableFuture<Void> awaitHandshakeConfirmedAsync() {
        return Answers.of(driver.callAsync(Topic.CONFIRMED, this::tryConfirmed), _ -> null);
    }

    private void awaitConfirmed(long timeoutNanos) throws IOException {
        try {
            driver.call(Topic.CONFIRMED, this::tryConfirmed, timeoutNanos);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private @Nullable Connection tryConfirmed() throws ConnectionException {
        if (driver.progress().isConfirmed()) {
            return this;
        }
        driver.checkOpen();
        return null;
    }

    /// Waits until the connection has ended, for whatever reason. Keeps it alive.
    public CloseCause awaitClosed() throws IOException {
        return awaitClosed(Timeout.NEVER);
    }

    /// As [#awaitClosed()], for at most `timeout`.
    public CloseCause awaitClosed(Duration timeout) throws IOException {
        return awaitClosed(Timeout.of(timeout));
    }

    /// As [#awaitClosed()], without waiting.
    public CompletableFuture<CloseCause> awaitClosedAsync() {
        try {
            return driver.callAsync(Topic.CLOSED, this::tryClosed);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private CloseCause awaitClosed(long timeoutNanos) throws IOException {
        try {
            return driver.call(Topic.CLOSED, this::tryClosed, timeoutNanos);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private @Nullable CloseCause tryClosed() {
        return closeReason().orElse(null);
    }

    private static @Nullable Closed tryClosed(ConnectionDriver ended) {
        return ended.progress()
                .closeCause()
                .map(
                        cause ->
                                new Closed(
                                        cause,
                                        ended.core().stats(),
                                        ended.paths().remainingStats()))
                .orElse(null);
    }

    /// Completes when the connection has ended. Unlike [#awaitClosedAsync()] it does not keep the
    /// connection alive.
    public CompletableFuture<Closed> onClosed() {
        try {
            ConnectionDriver ended = driver;
            return ended.callAsync(Topic.CLOSED, () -> tryClosed(ended));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Why the connection ended, if it has.
    public Optional<CloseCause> closeReason() {
        try {
            return driver.progress().closeCause();
        } finally {
            Reference.reachabilityFence(this);
        }
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
        try {
            driver.close(Codes.checked(code), reason.clone());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Waits until the peer has acknowledged all that was written and finished on streams, for at
    /// most `timeout`, and closes the connection then in any case. Streams that are not finished
    /// stay without an end.
    ///
    /// @return whether everything was acknowledged
    /// @throws InterruptedIOException if the thread is interrupted; the connection is closed then
    public boolean closeGracefully(long code, byte[] reason, Duration timeout) throws IOException {
        Codes.checked(code);
        try {
            driver.awaitAllDelivered(Timeout.of(timeout));
            return true;
        } catch (SocketTimeoutException | ConnectionException _) {
            return false;
        } finally { // also if interrupted
            close(code, reason);
        }
    }

    /// Which end this is.
    public Side side() {
        try {
            return driver.core().side();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Where the peer is reached: over the path with the lowest number, if there are several.
    public InetSocketAddress remoteAddress() {
        try {
            return driver.paths().lowestRoute().remote();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// The address of this machine that the peer reaches, where the socket tells: that of the path
    /// with the lowest number, if there are several.
    public Optional<InetAddress> localIp() {
        try {
            return driver.paths().lowestRoute().local();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Whether both sides speak multipath, which is known when the handshake is done.
    public boolean isMultipathEnabled() {
        try {
            return driver.read(core -> core.multipath().isNegotiated());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Opens another path to the peer. Returns at once: what comes of it, failures too, is told by
    /// [OpenPath#await()] and [#pathEvents]. A client's.
    ///
    /// @param route where it leads, and the address of this machine it begins at if that matters
    /// @param status how it is to be used; the peer is told
    /// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 3.1
    public OpenPath openPath(FourTuple route, PathStatus status) {
        try {
            return new OpenPath(this, driver.paths().open(route, status));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#openPath(FourTuple, PathStatus)], from whichever address the system chooses.
    public OpenPath openPath(InetSocketAddress remote, PathStatus status) {
        return openPath(FourTuple.to(remote), status);
    }

    /// As [#openPath(FourTuple, PathStatus)], unless there is a path to that remote address, and
    /// from that local one if one is given: then it is that path.
    public OpenPath openPathEnsure(FourTuple route, PathStatus status) {
        try {
            return new OpenPath(this, driver.paths().openEnsure(route, status));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#openPathEnsure(FourTuple, PathStatus)], from any address.
    public OpenPath openPathEnsure(InetSocketAddress remote, PathStatus status) {
        return openPathEnsure(FourTuple.to(remote), status);
    }

    /// The path with this number; empty if there is none, or it was given up.
    public Optional<Path> path(PathId id) {
        try {
            return driver.paths().find(id).map(found -> new Path(this, found));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// The paths that were not given up, by their numbers; one at least while the connection lives.
    public List<Path> paths() {
        try {
            return driver.paths().all().stream().map(found -> new Path(this, found)).toList();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// What happens to paths from now on.
    public EventStream<PathEvent> pathEvents() {
        try {
            return new EventStream<>(driver, Topic.PATH, driver.paths().newReader());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Where the peer says it sees this side: what it said last, over whichever path; see
    /// [Path#observedExternalAddress] for one path. Empty until it said something, and for ever if
    /// it was not asked ([TransportConfig.Builder#receiveObservedAddressReports]) or does not tell.
    /// The peer may lie: compare what several peers say, or believe only some.
    ///
    /// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-address-discovery/ Address Discovery
    public Watched<Optional<InetSocketAddress>> observedExternalAddress() {
        try {
            return new Watched<>(driver, Topic.PATH, driver.paths().observedAddress());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Says that this side may be reached at an address: one of this machine, or as which others
    /// see it. A server tells its client at once, a client names it in its next round. What was
    /// added before stays as it is.
    ///
    /// @throws IllegalArgumentException if nobody can be reached there: the address is unresolved,
    ///   the wildcard, or has port 0
    /// @throws NatTraversalException if the peer takes no more, or there is no NAT traversal
    public void addNatTraversalAddress(InetSocketAddress address) throws NatTraversalException {
        try {
            driver.natTraversal().add(address);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Says that this side may not be reached there any more. Unknown addresses are ignored.
    ///
    /// @throws IllegalArgumentException as for [#addNatTraversalAddress]
    public void removeNatTraversalAddress(InetSocketAddress address) {
        try {
            driver.natTraversal().remove(address);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Where this side may be reached, as it was added.
    public List<InetSocketAddress> localNatTraversalAddresses() {
        try {
            return driver.natTraversal().local();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Where the server says that it may be reached; empty without NAT traversal. A client's.
    ///
    /// @throws NatTraversalException on a server
    public List<InetSocketAddress> remoteNatTraversalAddresses() throws NatTraversalException {
        try {
            return driver.natTraversal().remote();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Begins a round of NAT traversal: probes go to all addresses of the server, and it is asked
    /// for some to all of ours. Where one is answered a path is opened, as a backup; [#pathEvents]
    /// tells. Without several paths the connection moves there, see [#remoteAddress]. The round
    /// before is over. A client's.
    ///
    /// @return the addresses that are probed, which may be none
    /// @throws NatTraversalException on a server, without an address of our own, or without NAT
    ///   traversal
    public List<InetSocketAddress> initiateNatTraversalRound() throws NatTraversalException {
        try {
            return driver.natTraversal().initiateRound();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// What the server says about its addresses from now on; nothing on a server.
    public EventStream<NatTraversalEvent> natTraversalEvents() {
        try {
            return new EventStream<>(
                    driver, Topic.NAT_TRAVERSAL, driver.natTraversal().newReader());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// What was counted over all paths.
    public ConnectionStats stats() {
        try {
            return driver.read(dev.quoll.core.connection.Connection::stats);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// What was counted and estimated on one path; empty if there is no such path, or it is
    /// forgotten, in which case [Path#stats] and [PathEvent.Discarded] have the last figures.
    public Optional<PathStats> pathStats(PathId path) {
        try {
            return driver.read(core -> core.pathStats(path));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// The smoothed round-trip time of a path; empty if there is no such path. Before the first
    /// packet was acknowledged it is an assumption ([TransportConfig#initialRtt]).
    public Optional<Duration> rtt(PathId path) {
        return pathStats(path).map(PathStats::rtt);
    }

    /// What the congestion controller of a path thinks now; empty if there is no such path. Which
    /// record it is follows from [TransportConfig#congestionControl].
    public Optional<CongestionSnapshot> congestionState(PathId path) {
        try {
            return driver.read(core -> core.congestionState(path));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// What the handshake agreed on; empty before it is done.
    public Optional<HandshakeData> handshakeData() {
        try {
            return driver.progress().handshakeData();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Who the peer proved to be; empty before the handshake is done, and for a client that was not
    /// asked.
    public Optional<PeerIdentity> peerIdentity() {
        return handshakeData().flatMap(HandshakeData::peer);
    }

    /// Makes keys that both ends can make and nobody else: for another protocol that wants to be
    /// bound to this connection.
    ///
    /// @param label ASCII, 1 to 249 characters; names the use
    /// @param context what the keys are to depend on besides; may be empty
    /// @param length bytes to make, from 1 to 255 times the hash of the cipher suite
    /// @throws ExportException before the handshake is done, once the connection is closed, or for
    ///   a length out of range
    /// @throws IllegalArgumentException for a label that is not as it must be
    /// @spec https://www.rfc-editor.org/rfc/rfc8446#section-7.5 RFC 8446, section 7.5: Exporters
    public byte[] exportKeyingMaterial(String label, byte[] context, int length)
            throws ExportException {
        HandshakeData agreed =
                handshakeData()
                        .orElseThrow(
                                () ->
                                        new ExportException(
                                                ExportException.Reason.HANDSHAKE_NOT_DONE));
        if (length < 1 || length > MAX_EXPORTED_HASHES * agreed.cipherSuite().hashLength()) {
            throw new ExportException(ExportException.Reason.LENGTH_OUT_OF_RANGE);
        }
        byte[] copy = context.clone();
        try {
            Optional<byte[]> exported =
                    driver.read(
                            core ->
                                    core.isOpen()
                                            ? Optional.of(
                                                    core.exportKeyingMaterial(label, copy, length))
                                            : Optional.empty());
            return exported.orElseThrow(
                    () -> new ExportException(ExportException.Reason.CONNECTION_CLOSED));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Sends a datagram once, or never: the oldest that wait are thrown away when the buffer is
    /// full. It arrives in one piece or not at all, in any order.
    ///
    /// @throws DatagramException if the peer takes none, or none so large
    /// @spec https://www.rfc-editor.org/rfc/rfc9221#section-5 RFC 9221, section 5
    public void sendDatagram(byte[] datagram) throws IOException {
        try {
            driver.datagrams().send(datagram, 0, datagram.length);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#sendDatagram(byte\[\])], of a part of an array, which is copied.
    public void sendDatagram(byte[] bytes, int offset, int length) throws IOException {
        try {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            driver.datagrams().send(bytes, offset, length);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#sendDatagram(byte\[\])], but waits for room instead of throwing others away.
    public void sendDatagramWait(byte[] datagram) throws IOException {
        sendDatagramWait(datagram.clone(), Timeout.NEVER);
    }

    /// As [#sendDatagramWait(byte\[\])], for at most `timeout`.
    public void sendDatagramWait(byte[] datagram, Duration timeout) throws IOException {
        sendDatagramWait(datagram.clone(), Timeout.of(timeout));
    }

    private void sendDatagramWait(byte[] copy, long timeoutNanos) throws IOException {
        try {
            driver.call(Topic.DATAGRAM_ROOM, () -> driver.datagrams().trySend(copy), timeoutNanos);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#sendDatagramWait(byte\[\])], without waiting.
    public CompletableFuture<Void> sendDatagramWaitAsync(byte[] datagram) {
        try {
            byte[] copy = datagram.clone();
            return Answers.of(
                    driver.callAsync(Topic.DATAGRAM_ROOM, () -> driver.datagrams().trySend(copy)),
                    _ -> null);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Waits for the next datagram of the peer. Of several readers each datagram goes to one.
    public byte[] readDatagram() throws IOException {
        return readDatagram(Timeout.NEVER);
    }

    /// As [#readDatagram()], for at most `timeout`.
    public byte[] readDatagram(Duration timeout) throws IOException {
        return readDatagram(Timeout.of(timeout));
    }

    private byte[] readDatagram(long timeoutNanos) throws IOException {
        try {
            return driver.call(Topic.DATAGRAM, driver.datagrams()::tryRead, timeoutNanos);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// As [#readDatagram()], without waiting.
    public CompletableFuture<byte[]> readDatagramAsync() {
        try {
            return driver.callAsync(Topic.DATAGRAM, driver.datagrams()::tryRead);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// The largest datagram that can be sent at present, in bytes; empty if the peer takes none or
    /// they are switched off. It follows the size of UDP datagrams that the path carries.
    public OptionalInt maxDatagramSize() {
        try {
            return driver.read(dev.quoll.core.connection.Connection::maxDatagramSize);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Waits until datagrams of `bytes` can be sent, for at most `timeout`: a connection begins
    /// with what every network carries, and learns within a few round trips how much more it is.
    ///
    /// @return the largest datagram that can be sent then
    /// @throws SocketTimeoutException if they cannot be sent by then
    /// @throws DatagramException if the peer takes no datagrams, or they are switched off
    public int awaitMaxDatagramSize(int bytes, Duration timeout) throws IOException {
        try {
            return driver.call(
                    Topic.DATAGRAM_SIZE,
                    () -> driver.datagrams().tryMaxSize(bytes),
                    Timeout.of(timeout));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Bytes of one datagram that can be sent without throwing others away.
    public int datagramSendBufferSpace() {
        try {
            return driver.read(core -> core.datagrams().sendSpace());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Asks for new keys, which are used as soon as the protocol allows: once the handshake is
    /// confirmed and the peer has the present ones. They change by themselves before they are worn
    /// out.
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc9001#section-6 RFC 9001, section 6
    public void forceKeyUpdate() {
        try {
            driver.change(dev.quoll.core.connection.Connection::updateKeys);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Changes how many unidirectional streams of the peer may be open at once, 0 to 2^60. Fewer
    /// than are open closes none.
    public void setMaxConcurrentUniStreams(long count) {
        try {
            driver.change(core -> core.streams().setMaxStreams(Direction.UNIDIRECTIONAL, count));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Changes how many bidirectional streams of the peer may be open at once, 0 to 2^60. Fewer
    /// than are open closes none.
    public void setMaxConcurrentBiStreams(long count) {
        try {
            driver.change(core -> core.streams().setMaxStreams(Direction.BIDIRECTIONAL, count));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Changes how many bytes may be written and not acknowledged, over all streams.
    public void setSendWindow(long bytes) {
        try {
            driver.change(core -> core.streams().setSendWindow(bytes));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Changes how many bytes the peer may have sent that are not read, over all streams. A smaller
    /// window withholds credit. Windows of streams do not tune themselves any more then.
    public void setReceiveWindow(long bytes) {
        try {
            driver.change(core -> core.streams().setConnectionWindow(bytes));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// A handle that does not keep the connection alive.
    public WeakConnectionHandle weakHandle() {
        return new WeakConnectionHandle(this);
    }

    /// The version of QUIC that is spoken; it may change until the handshake is done.
    public QuicVersion version() {
        try {
            return driver.read(dev.quoll.core.connection.Connection::version);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// A number that no other connection of this process has, the same for the connection's life.
    public long stableId() {
        try {
            return driver.stableId();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Side, stable ID, peer and state; no secrets.
    @Override
    public String toString() {
        String state =
                closeReason()
                        .map(CloseCause::toString)
                        .orElse(handshakeData().isPresent() ? "open" : "handshaking");
        return "Connection["
                + side()
                + ", id="
                + stableId()
                + ", remote="
                + remoteAddress()
                + ", "
                + state
                + "]";
    }
}
