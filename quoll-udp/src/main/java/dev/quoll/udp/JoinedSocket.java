package dev.quoll.udp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Several transports in one socket: UDP, or none, and any number of carriers. The destination
/// decides which one takes a batch: a [CarriedSocketAddress] the carrier of its kind, any other
/// address UDP. What arrives comes in one stream, by turns where there is much of both.
///
/// What [#localAddress()], local addresses, capabilities and buffers say is said of UDP; carriers
/// carry no ECN marks and know no local addresses. Nothing is sent by UDP to the prefix of carried
/// addresses, and what UDP brings from there is thrown away: it was forged.
///
/// A wait that has begun is ended by the first delivery of a carrier; a program that is busy is not
/// woken. A delivery that is received at once may end the wait that follows, too. *Thread-safe* as
/// any [UdpSocket].
public final class JoinedSocket extends ForwardingSocket {
    /// The longest datagram that every carrier must take, in bytes: what is expected of every
    /// network there is.
    public static final int MIN_DATAGRAM_BYTES = 1200;

    private final ReplaceableSocket udp;
    private final Map<String, Joined> carriers = new LinkedHashMap<>();
    private final List<CarrierQueue> queues = new ArrayList<>();
    private final NetworkAddresses networks = new NetworkAddresses();
    private final AtomicBoolean isWaiting = new AtomicBoolean();
    private volatile boolean isClosed;
    private boolean carriersFirst; // of the thread that receives
    private int firstQueue; // likewise

    private record Joined(DatagramCarrier carrier, int maxDatagramBytes, CarrierQueue queue) {}

    private JoinedSocket(UdpSocket udp) {
        this.udp = new ReplaceableSocket(udp);
    }

    /// Joins UDP and carriers, which all are the socket's from now on; if that fails they are
    /// closed.
    ///
    /// @throws UnfitCarrierException if one of the carriers cannot be used, or two are of one kind
    /// @throws IOException if one of them does not start
    public static JoinedSocket of(UdpSocket udp, List<? extends DatagramCarrier> carriers)
            throws IOException {
        JoinedSocket joined = new JoinedSocket(udp);
        try {
            for (DatagramCarrier each : carriers) {
                joined.add(each);
            }
            joined.start();
            return joined;
        } catch (IOException | RuntimeException e) {
            closeAll(carriers, udp, e);
            throw e;
        }
    }

    /// As [#of], without UDP: what carriers do not reach is not reached. [#localAddress()] is the
    /// wildcard with port 0.
    public static JoinedSocket withoutUdp(List<? extends DatagramCarrier> carriers)
            throws IOException {
        return of(new AbsentSocket(), carriers);
    }

    private void add(DatagramCarrier carrier) throws UnfitCarrierException {
        String kind = CarrierAddress.checkedKind(carrier.kind());
        int maxBytes = carrier.maxDatagramBytes();
        if (maxBytes < MIN_DATAGRAM_BYTES) {
            throw new UnfitCarrierException(
                    UnfitCarrierException.Reason.DATAGRAMS_TOO_SHORT,
                    "the carrier '%s' takes datagrams of %d bytes at most: it has to take %d"
                            .formatted(kind, maxBytes, MIN_DATAGRAM_BYTES));
        }
        CarrierQueue queue = new CarrierQueue(kind, maxBytes, this::onArrival);
        if (carriers.putIfAbsent(kind, new Joined(carrier, maxBytes, queue)) != null) {
            throw new UnfitCarrierException(
                    UnfitCarrierException.Reason.KIND_TAKEN,
                    "two carriers are of the kind '" + kind + "'");
        }
        queues.add(queue);
    }

    /// When all queues are there: a carrier may deliver at once.
    private void start() throws IOException {
        for (Joined each : carriers.values()) {
            each.carrier().start(each.queue());
        }
    }

    private static void closeAll(
            List<? extends DatagramCarrier> carriers, UdpSocket udp, Exception reason) {
        List<Closeable> all = new ArrayList<>(carriers);
        all.add(udp);
        close(all).ifPresent(reason::addSuppressed);
    }

    /// Closes all of them, whatever one of them says.
    ///
    /// @return what the first said, with what the others said
    private static Optional<IOException> close(List<? extends Closeable> all) {
        Optional<IOException> first = Optional.empty();
        for (Closeable each : all) {
            try {
                each.close();
            } catch (IOException e) {
                first.ifPresent(earlier -> earlier.addSuppressed(e));
                first = first.or(() -> Optional.of(e));
            }
        }
        return first;
    }

    @Override
    protected UdpSocket delegate() {
        return udp;
    }

    /// Uses another socket for UDP and closes the one before; carriers stay.
    ///
    /// @throws IOException if the one before does not close
    public void replaceUdp(UdpSocket next) throws IOException {
        udp.replace(next);
    }

    /// How many datagrams of a carrier were thrown away since they came faster than they were
    /// received, or were longer than the carrier said; 0 for a kind there is not.
    public long dropped(String kind) {
        Joined way = carriers.get(kind);
        return way == null ? 0 : way.queue().dropped();
    }

    // ---- sending ----

    @Override
    public SendResult send(SendBatch batch) {
        InetSocketAddress remote = batch.remote();
        if (remote instanceof CarriedSocketAddress carried) {
            return carry(batch, carried.carrierAddress());
        }
        return networks.contain(remote) ? udp.send(batch) : unreachable(batch);
    }

    private SendResult carry(SendBatch batch, CarrierAddress to) {
        Joined way = carriers.get(to.kind());
        if (way == null || isClosed) {
            return unreachable(batch);
        }
        while (!batch.isEmpty()) {
            int length = batch.firstSegmentLength();
            if (length > way.maxDatagramBytes()) {
                return tooLong(batch);
            }
            switch (way.carrier().send(to, batch.bytes(), batch.offset(), length)) {
                case TAKEN, FULL -> batch.skip(1);
                case TOO_LONG -> {
                    return tooLong(batch);
                }
                case UNREACHABLE -> {
                    return unreachable(batch);
                }
            }
        }
        return SendResult.SENT;
    }

    private static SendResult tooLong(SendBatch batch) {
        batch.failed(new IOException("a datagram of " + batch.firstSegmentLength() + " bytes"));
        return SendResult.TOO_LONG;
    }

    private SendResult unreachable(SendBatch batch) {
        if (isClosed) {
            return SendResult.CLOSED;
        }
        batch.failed(new NoRouteToHostException("no carrier reaches " + batch.remote()));
        return SendResult.UNREACHABLE;
    }

    @Override
    public boolean canReach(InetSocketAddress remote) {
        return remote instanceof CarriedSocketAddress carried
                ? carriers.containsKey(carried.carrierAddress().kind())
                : udp.canReach(remote);
    }

    @Override
    public int maxDatagramBytes(InetSocketAddress remote) {
        if (remote instanceof CarriedSocketAddress carried) {
            Joined way = carriers.get(carried.carrierAddress().kind());
            return way == null ? MIN_DATAGRAM_BYTES : way.maxDatagramBytes();
        }
        return udp.maxDatagramBytes(remote);
    }

    // ---- receiving ----

    @Override
    public int receive(ReceiveBatch batch) throws IOException {
        carriersFirst = !carriersFirst;
        if (carriersFirst) {
            batch.clear();
            drainTo(batch);
        }
        if (!carriersFirst || batch.size() == 0 && batch.oversized() == 0) {
            udp.receive(batch);
            throwAwayForged(batch);
            drainTo(batch);
        }
        return batch.size();
    }

    /// Each carrier gets its share of what room there is, and what those before have left.
    private void drainTo(ReceiveBatch batch) {
        int size = queues.size();
        for (int i = 0; i < size; i++) {
            int room = batch.maxMessages() - batch.size();
            queues.get((firstQueue + i) % size).drainTo(batch, Math.ceilDiv(room, size - i));
        }
        firstQueue = size == 0 ? 0 : (firstQueue + 1) % size;
    }

    private void throwAwayForged(ReceiveBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (!networks.contain(batch.remote(i))) {
                batch.removeIf(message -> !networks.contain(batch.remote(message)));
                return;
            }
        }
    }

    @Override
    public Readiness await(long timeoutNanos) throws IOException {
        isWaiting.set(true); // before it looks: who delivers meanwhile wakes it
        Readiness ofUdp;
        try {
            ofUdp = udp.await(hasArrived() ? 0 : timeoutNanos);
        } finally {
            isWaiting.set(false);
        }
        return Readiness.of(ofUdp.isReadable() || hasArrived(), ofUdp.isWritable());
    }

    private boolean hasArrived() {
        for (CarrierQueue each : queues) {
            if (!each.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void onArrival() {
        if (isWaiting.get() && isWaiting.compareAndSet(true, false)) {
            udp.wakeup();
        }
    }

    // ---- the end ----

    @Override
    public void close() throws IOException {
        isClosed = true;
        List<Closeable> all = new ArrayList<>();
        carriers.values().forEach(each -> all.add(each.carrier()));
        all.add(udp);
        Optional<IOException> failure = close(all);
        queues.forEach(CarrierQueue::close);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    @Override
    public String toString() {
        return "JoinedSocket[" + udp + ", carriers=" + carriers.keySet() + "]";
    }
}
