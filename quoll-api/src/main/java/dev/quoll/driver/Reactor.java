package dev.quoll.driver;

import dev.quoll.config.EndpointConfig;
import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.endpoint.Destination;
import dev.quoll.udp.Readiness;
import dev.quoll.udp.ReceiveBatch;
import dev.quoll.udp.ReplaceableSocket;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Receives for one socket and keeps the time for its connections: those that began here, whose
/// home it is. Datagrams for connections of other readers are given to these at once as well.
/// *Thread-safe*, but for what one thread at a time does: whoever has the turn, which is the
/// reader, a daemon.
///
/// Others leave it words: deadlines to keep, orders, senders that a full socket stopped. They wake
/// it only if it would otherwise come too late. It never waits for a lock of a connection.
///
/// A thread of the application that would wait takes the turn itself where it can, see [#lead].
final class Reactor {
    private static final Logger LOG = System.getLogger("dev.quoll");

    /// The longest wait while the endpoint is in use: most deadlines then need no waking.
    private static final long BUSY_WAIT_NANOS = 25_000_000;

    private static final long BUSY_NANOS = 1_000_000_000;

    /// The longest wait in which a platform thread leads; for longer ones being woken costs little.
    private static final long MAX_LEADING_NANOS = 20_000_000;

    /// The same for a virtual thread, which holds a carrier meanwhile that others may need.
    private static final long MAX_HOLDING_NANOS = 2_000_000;

    /// Batches received before the timers are looked at again.
    private static final int BATCHES_PER_TURN = 3;

    /// What [#waitEndNanos] says while nobody waits: whatever is left is found without waking.
    private static final long AWAKE = Long.MIN_VALUE;

    private final EndpointDriver endpoint;
    private final ReplaceableSocket socket;
    private final int maxDatagramBytes;
    private final MonotonicClock clock;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final Queue<ConnectionDriver> armed = new ConcurrentLinkedQueue<>();
    private final Queue<Sender> blocked = new ConcurrentLinkedQueue<>();
    private final HandOver handOver = new HandOver();
    private final Timers<ConnectionDriver> timers = new Timers<>();
    private final Routes routes = new Routes();
    private final Spinning spinning;
    private int replacementsSeen;
    private ReceiveBatch batch;
    private final Destination destination;
    private final ConnectionIdKey lookup;
    private final Thread thread;
    private final Turn turn;
    private volatile long waitEndNanos = AWAKE;
    private volatile boolean stopped;
    private final AtomicLong received = new AtomicLong(); // written by who has the turn
    private long lastUseNanos;
    private @Nullable ParkedThread leading; // the thread that has the turn, if it leads
    private @Nullable ConnectionDriver entered; // whose lock the thread that delivers holds

    /// The thread of a reactor.
    private static final class Reader extends Thread {
        Reader(Runnable turns) {
            super(turns, "quoll-reactor");
            setDaemon(true);
        }
    }

    Reactor(
            EndpointDriver endpoint,
            ReplaceableSocket socket,
            int connectionIdLength,
            EndpointConfig config) {
        this.endpoint = endpoint;
        this.socket = socket;
        clock = endpoint.clock();
        maxDatagramBytes = config.maxUdpPayloadSize();
        replacementsSeen = socket.replacements();
        spinning = new Spinning(config.spin());
        batch = socket.newReceiveBatch(maxDatagramBytes);
        destination = new Destination(connectionIdLength);
        lookup = endpoint.table().newLookup();
        thread = new Reader(this::run);
        turn = new Turn(thread, clock);
    }

    void start() {
        thread.start();
    }

    /// Ends the turns, soon.
    void stop() {
        stopped = true;
        socket.wakeup();
        turn.end();
    }

    /// Whether the calling thread is the one that receives at the moment.
    boolean hasTurn() {
        return turn.isMine();
    }

    /// Whether this thread is a reactor's own, which must not wait for a connection, whosever it
    /// is.
    static boolean isReader() {
        return Thread.currentThread() instanceof Reader;
    }

    /// Whether the calling thread is the one that leads, whether or not it does at the moment.
    boolean isLedByThisThread() {
        return turn.isLedByThisThread();
    }

    /// Whether the calling thread receives, and has brought itself what it waits for of
    /// `connection`: it is about to take the lock again and to send then.
    boolean hasLeaderGot(Monitor connection) {
        if (!hasTurn()) {
            return false;
        }
        ParkedThread waiter = leading;
        return waiter != null && waiter.hasGotWhatItWaitsForOf(connection);
    }

    ReplaceableSocket socket() {
        return socket;
    }

    /// How many messages came to this socket, each a datagram or several that were joined.
    long received() {
        return received.get();
    }

    // ---- words that others leave ----

    /// Has `connection` looked at when its [ConnectionDriver#armedNanos] have come.
    void arm(ConnectionDriver connection) {
        if (hasTurn()) {
            timers.schedule(connection.timer(), connection.armedNanos());
        } else {
            long deadlineNanos = connection.armedNanos();
            armed.add(connection);
            wakeIfLaterThan(deadlineNanos);
        }
    }

    /// Has something done by the thread that has the turn. It must not wait.
    void post(Runnable order) {
        orders.add(order);
        wakeIfLaterThan(AWAKE + 1);
        turn.callBackIfIdle();
    }

    /// Another reader has a datagram for a connection of this one, which somebody else holds. It is
    /// delivered here, or dropped if too many are waiting.
    void handOver(
            Recipient recipient, byte[] bytes, int offset, int length, FourTuple route, Ecn ecn) {
        if (handOver.add(recipient, bytes, offset, length, route, ecn)) {
            wakeIfLaterThan(AWAKE + 1);
        }
    }

    /// The socket is full: has `sender` told when it is not any more.
    void onBlocked(Sender sender) {
        blocked.add(sender);
        socket.requestWritable();
        turn.callBackIfIdle();
    }

    /// Ends the wait of whoever has the turn, or the next one.
    void wake() {
        socket.wakeup();
    }

    private void wakeIfLaterThan(long deadlineNanos) {
        if (waitEndNanos > deadlineNanos) {
            socket.wakeup();
        }
    }

    // ---- who has the turn ----

    /// How many wait for something that this reactor brings and that is to come without delay.
    AtomicInteger waiting() {
        return turn.waiting();
    }

    /// How long the calling thread leads at most.
    static long maxLeadingNanos() {
        return Thread.currentThread().isVirtual() ? MAX_HOLDING_NANOS : MAX_LEADING_NANOS;
    }

    /// Receives with the calling thread, which would wait otherwise, if it is the only one that
    /// waits: until `waiter` has what it waits for, the thread is interrupted, or a time is over.
    /// Not to be called with a lock.
    void lead(ParkedThread waiter, long mostNanos) {
        if (!Thread.currentThread().isVirtual()) {
            leadHolding(waiter, mostNanos);
        } else if (CarrierHolds.OF_PROCESS.tryHold()) {
            try {
                leadHolding(waiter, mostNanos);
            } finally {
                CarrierHolds.OF_PROCESS.letGo();
            }
        } else {
            onParking();
        }
    }

    private void leadHolding(ParkedThread waiter, long mostNanos) {
        waiter.leads(this);
        if (turn.tryLead(this::wake)) {
            leading = waiter;
            try {
                takeTurns(waiter, clock.nowNanos() + Math.min(mostNanos, maxLeadingNanos()));
            } catch (IOException e) { // the reactor's own thread comes upon it, too
                LOG.log(Logger.Level.DEBUG, "a leader gives the turn back", e);
            } finally {
                leading = null;
                turn.leave();
            }
        }
        waiter.leadsNoMore();
        if (!orders.isEmpty() || !waiter.isChanged()) {
            turn.callBackIfIdle();
        }
    }

    /// Gives the turn back if the calling thread has led: it does something else now, while other
    /// connections go on.
    void endLeading() {
        if (isLedByThisThread()) {
            turn.callBackIfIdle();
        }
    }

    /// A thread is about to be parked until this reactor brings it something.
    void onParking() {
        turn.callBackIfIdle();
    }

    private void takeTurns(ParkedThread waiter, long endNanos) throws IOException {
        while (!waiter.isChanged() && mayLead(endNanos)) {
            turn(endNanos);
        }
    }

    private boolean mayLead(long endNanos) {
        return !stopped && !Thread.currentThread().isInterrupted() && clock.nowNanos() < endNanos;
    }

    private void run() {
        try {
            while (!stopped) {
                turn.take();
                try {
                    turn(Timeout.NEVER);
                } finally {
                    turn.giveUp();
                }
            }
        } catch (IOException e) {
            if (!stopped) {
                LOG.log(Logger.Level.ERROR, "the socket is lost", e);
                endpoint.onSocketLost(e);
            }
        }
    }

    // ---- the turn ----

    /// @param endNanos when the thread wants to have something else to do
    private void turn(long endNanos) throws IOException {
        try {
            doOrders();
            fireTimers();
            Readiness readiness = await(endNanos);
            if (readiness.isWritable()) {
                resumeSenders();
            }
            if (readiness.isReadable()) {
                receive();
            }
        } catch (RuntimeException | AssertionError e) { // what is left of the turn is lost
            LOG.log(Logger.Level.ERROR, "a defect of this library", e);
        }
    }

    private void doOrders() {
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
            order.run();
        }
        for (ConnectionDriver each = armed.poll(); each != null; each = armed.poll()) {
            timers.schedule(each.timer(), each.armedNanos());
        }
        handOver.deliverAll();
    }

    private void fireTimers() {
        long nowNanos = clock.nowNanos();
        for (ConnectionDriver due = timers.pollDue(nowNanos);
                due != null;
                due = timers.pollDue(nowNanos)) {
            due.onTimerFired();
        }
    }

    private Readiness await(long endNanos) throws IOException {
        long nowNanos = clock.nowNanos();
        if (spinning.goesOn(nowNanos)) {
            return socket.await(0);
        }
        long end = Math.min(timers.earliestNanos(), endNanos);
        if (nowNanos - lastUseNanos < BUSY_NANOS) {
            end = Math.min(end, nowNanos + BUSY_WAIT_NANOS);
        }
        waitEndNanos = end;
        try {
            return socket.await(hasWords() || end <= nowNanos ? 0 : waitNanos(end, nowNanos));
        } finally {
            waitEndNanos = AWAKE;
        }
    }

    private boolean hasWords() {
        return !orders.isEmpty() || !armed.isEmpty() || !handOver.isEmpty() || stopped;
    }

    private static long waitNanos(long endNanos, long nowNanos) {
        return endNanos == Timeout.NEVER ? Timeout.NEVER : endNanos - nowNanos;
    }

    private void resumeSenders() {
        for (int count = blocked.size(); count > 0; count--) {
            Sender sender = blocked.poll();
            if (sender != null) {
                sender.onWritable();
            }
        }
    }

    private void receive() throws IOException {
        int replacements = socket.replacements();
        if (replacements != replacementsSeen) {
            replacementsSeen = replacements;
            batch = socket.newReceiveBatch(maxDatagramBytes);
        }
        for (int i = 0; i < BATCHES_PER_TURN; i++) {
            int messages = socket.receive(batch);
            lastUseNanos = clock.nowNanos();
            spinning.onReceived(lastUseNanos);
            received.lazySet(received.getPlain() + messages);
            deliver();
            if (messages < batch.maxMessages()) {
                return;
            }
        }
    }

    /// Gives all datagrams to whom they are for, those in a row for one connection together.
    private void deliver() {
        try {
            for (int message = 0; message < batch.size(); message++) {
                FourTuple route = routes.of(batch.remote(message), batch.local(message));
                Ecn ecn = Ecn.ofBits(batch.ecnBits(message));
                deliver(message, route, ecn, clock.nowNanos());
            }
        } finally {
            switchTo(null);
        }
    }

    /// Datagrams that the system joined came in the same instant, nearly always to one ID.
    private void deliver(int message, FourTuple route, Ecn ecn, long nowNanos) {
        int end = batch.offset(message) + batch.length(message);
        Recipient recipient = null;
        for (int offset = batch.offset(message), before = -1; offset < end; ) {
            int length = Math.min(batch.segmentSize(message), end - offset);
            if (before < 0 || !destination.isSame(batch.bytes(), before, offset, length)) {
                recipient = recipientOf(offset, length, route.remote());
            }
            deliver(offset, length, recipient, route, ecn, nowNanos);
            before = offset;
            offset += length;
        }
    }

    private void deliver(
            int offset,
            int length,
            @Nullable Recipient recipient,
            FourTuple route,
            Ecn ecn,
            long nowNanos) {
        if (recipient != entered) {
            switchTo(recipient);
        }
        if (entered != null) {
            entered.receive(batch.bytes(), offset, length, route, ecn, nowNanos);
        } else if (recipient != null) {
            recipient.deliver(batch.bytes(), offset, length, route, ecn);
        } else {
            endpoint.strangers().take(this, batch.bytes(), offset, length, route, ecn);
        }
    }

    /// Leaves the connection whose lock this thread holds, and enters the next if it can.
    private void switchTo(@Nullable Recipient recipient) {
        ConnectionDriver before = entered;
        entered = null;
        if (before != null) {
            before.leave();
        }
        if (recipient instanceof ConnectionDriver next && next.tryEnter()) {
            entered = next;
        }
    }

    private @Nullable Recipient recipientOf(int offset, int length, InetSocketAddress remote) {
        byte[] bytes = batch.bytes();
        if (!destination.read(bytes, offset, length)) {
            return null;
        }
        return destination.length() == 0
                ? endpoint.peers().find(remote)
                : endpoint.table().find(lookup, bytes, destination.offset(), destination.length());
    }
}
