package dev.quoll.driver;

import dev.quoll.config.TransportConfig;
import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.RoutingEvent;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.Side;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.stream.Streams;
import dev.quoll.error.ConnectionException;

import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/// One connection: core's, the lock around it, and what has to be done whenever that lock is let
/// go. Knows nothing of the application's handle, so that the handle can be collected.
/// *Thread-safe*.
///
/// Whoever holds the lock takes over what others could not do meanwhile: datagrams in the inbox, a
/// timer that fired, orders. They are done before the lock is let go, and looked for once more
/// afterwards, so that none is left behind.
///
/// It is longer than most files because the order of these duties is what it is about.
public final class ConnectionDriver extends Monitor implements Recipient {
    private static final Logger LOG = System.getLogger("dev.quoll");
    private static final long BLOCKED_RETRY_NANOS = 1_000_000;
    private static final int CLOSING_PTOS = 3; // RFC 9000 §10.2
    private static final long CLOSING_SLACK_NANOS = 20_000_000; // timers are late
    private static final CloseCause INTERNAL_ERROR =
            new CloseCause.LocalTransportError(
                    TransportErrorCode.INTERNAL_ERROR.code(),
                    0,
                    "internal error",
                    Optional.empty());

    private static final AtomicLong LAST_STABLE_ID = new AtomicLong();

    private final long stableId = LAST_STABLE_ID.incrementAndGet();
    private final EndpointDriver endpoint;
    private final Reactor home;
    private final Connection core;
    private final Progress progress = new Progress();
    private final HeldBytes held;
    private final Sender sender;
    private final Timers.Timer<ConnectionDriver> timer = new Timers.Timer<>(this);
    private final Inbox inbox = new Inbox();
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final HandshakeTasks tasks;
    private final CoreEvents events;
    private final OwnIds ids;
    private volatile boolean timerFired;
    private volatile boolean waitsShortly; // as the last thread that waited did
    private volatile long armedNanos = Timeout.NEVER; // when the reactor comes at the latest

    private final DatagramCalls datagrams = new DatagramCalls(this);
    private final PathCalls paths;
    private final NatTraversalCalls natTraversal = new NatTraversalCalls(this);
    private final PathKeeper keeper;

    ConnectionDriver(
            EndpointDriver endpoint,
            Reactor home,
            Connection core,
            TransportConfig transport,
            Overseer overseer) {
        super(endpoint.completer(), home.waiting());
        this.endpoint = endpoint;
        this.home = home;
        this.core = core;
        tasks = new HandshakeTasks(this, endpoint.workers());
        waitsShortly = core.side() == Side.CLIENT; // for the end of the handshake
        paths = new PathCalls(this, endpoint.localIps());
        keeper = new PathKeeper(core, endpoint, this, transport.natTraversalPolicy());
        events = new CoreEvents(core, progress, waits(), paths, natTraversal, overseer);
        ids = new OwnIds(endpoint.table(), endpoint.resets(), endpoint.peers(), this);
        held = new HeldBytes(endpoint.maxSegments());
        sender = new Sender(this, home.socket(), endpoint.outgoing(), home);
    }

    /// Core's connection. Guarded by this driver's lock.
    public Connection core() {
        return core;
    }

    /// Asks core something under the lock.
    public <T> T read(Function<Connection, T> question) {
        enter();
        try {
            return question.apply(core);
        } finally {
            leave();
        }
    }

    /// Changes something of core under the lock, and sends what comes of it.
    public void change(Consumer<Connection> change) {
        enter();
        try {
            change.accept(core);
            sendAll();
        } finally {
            leave();
        }
    }

    /// The datagrams of the connection.
    public DatagramCalls datagrams() {
        return datagrams;
    }

    /// The paths of the connection.
    public PathCalls paths() {
        return paths;
    }

    /// What the connection does to be reached behind address translators.
    public NatTraversalCalls natTraversal() {
        return natTraversal;
    }

    /// What keeps the connection on direct paths. Guarded by this driver's lock.
    PathKeeper keeper() {
        return keeper;
    }

    /// Has something done without any lock, by and by. It must not wait.
    void post(Runnable order) {
        home.post(order);
    }

    long nowNanos() {
        return endpoint.nowNanos();
    }

    /// A number that no other connection of this process has.
    public long stableId() {
        return stableId;
    }

    /// How far the connection has come. *Thread-safe*.
    public Progress progress() {
        return progress;
    }

    // ---- the lock ----

    /// Takes the lock to build packets; who receives, here or for another reader, only if it is
    /// free.
    boolean enterToBuild() {
        if (Reactor.isReader() || home.hasTurn()) {
            return tryEnter();
        }
        enter();
        return true;
    }

    /// Builds packets and lets the lock go.
    ///
    /// @return whether there are any
    boolean buildAndRelease(Outgoing outgoing) {
        try {
            return build(outgoing);
        } catch (RuntimeException | AssertionError e) {
            onDefect(e);
            return false;
        } finally {
            release();
        }
    }

    private boolean build(Outgoing outgoing) {
        if (progress.isAbandoned()) {
            return false;
        }
        Streams streams = core.streams();
        if (held.holdsAll(streams.bytesUnsent())) {
            streams.holdNewData();
        } else {
            streams.releaseNewData();
        }
        boolean any = outgoing.build(core, endpoint.maxSegments(), endpoint.nowNanos());
        held.onBuilt(streams.bytesUnsent());
        return any;
    }

    /// Lets the lock go, and has sent what is to be sent.
    ///
    /// A thread that has just received by itself what it waits for sends when it has taken it: the
    /// credit that it gives goes with the acknowledgment. A virtual thread that is one of many
    /// leaves the sending to another one, which runs once those that can run now have had their
    /// turn: what many of them write goes in few datagrams.
    @Override
    void leave() {
        release();
        if (home.hasLeaderGot(this)) {
            return;
        }
        if (Thread.currentThread().isVirtual() && !home.isLedByThisThread()) {
            sender.flushSoon();
        } else {
            sender.flush();
        }
    }

    /// Lets the lock go, and sends at once.
    void leaveAndSend() {
        release();
        sender.flush();
    }

    /// Does the holder's duties and lets the lock go, without sending.
    void release() {
        do {
            try {
                settle();
            } catch (RuntimeException | AssertionError e) {
                onDefect(e);
            } finally {
                unlock();
            }
        } while (hasDuties() && tryEnter());
    }

    boolean hasDuties() {
        return timerFired || hasMail() || !orders.isEmpty();
    }

    /// Whether datagrams wait for the holder of the lock.
    boolean hasMail() {
        return !inbox.isEmpty() && !progress.isAbandoned(); // then nobody opens it
    }

    private void settle() {
        if (hasMail() && inbox.drainTo(core, endpoint.clock())) { // it may be why no time is over
            sender.want();
        }
        if (timerFired) {
            timerFired = false;
            onTimer();
        }
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
            order.run();
        }
        if (progress.isAbandoned()) {
            return;
        }
        applyRouting();
        startTasks();
        events.take();
        if (keeper.turn()) {
            events.take();
            sendAll();
        }
        arm();
    }

    /// The holder of the lock wants everything sent that can be sent.
    void sendAll() {
        held.release();
        sender.want();
    }

    /// The holder of the lock has written bytes that may wait for more.
    void hold(int bytes) {
        if (held.add(bytes, endpoint.nowNanos())) {
            sender.want();
        }
    }

    @Override
    void onAboutToWait() {
        if (!held.isEmpty()) {
            sendAll();
        }
    }

    /// Who converses does not wait for the reactor to wake it, but receives by itself. Where there
    /// are several readers it cannot know which one its answer comes to.
    @Override
    void beforeParking(ParkedThread waiter, long mostNanos) {
        if (waitsShortly && endpoint.readers() == 1) {
            home.lead(waiter, mostNanos);
        } else {
            home.onParking();
        }
    }

    @Override
    void afterBeginning() {
        home.onParking();
    }

    @Override
    void onWaited(long nanos) {
        waitsShortly = nanos < Reactor.maxLeadingNanos();
    }

    // ---- what the reactor and others bring ----

    @Override
    public void deliver(byte[] bytes, int offset, int length, FourTuple route, Ecn ecn) {
        if (tryEnter()) {
            receive(bytes, offset, length, route, ecn, endpoint.nowNanos());
            leave();
        } else if (!home.hasTurn()) { // the inbox is for one
            home.handOver(this, bytes, offset, length, route, ecn);
        } else if (inbox.add(bytes, offset, length, route, ecn)) {
            look();
        }
    }

    /// Takes a datagram, with the lock.
    void receive(byte[] bytes, int offset, int length, FourTuple route, Ecn ecn, long nowNanos) {
        try {
            core.receive(bytes, offset, length, route, ecn, nowNanos);
        } catch (RuntimeException | AssertionError e) {
            onDefect(e);
        }
        sender.want(); // what is written without haste still waits for a batch
    }

    /// Has something done under the lock, without waiting for it.
    void order(Runnable order) {
        orders.add(order);
        look();
    }

    /// The time has come for which the reactor was asked. The reactor's alone.
    void onTimerFired() {
        timerFired = true;
        look();
    }

    /// Does what was brought, unless somebody else holds the lock, who then does it.
    private void look() {
        if (tryEnter()) {
            leave();
        }
    }

    private void onTimer() {
        armedNanos = Timeout.NEVER;
        long nowNanos = endpoint.nowNanos();
        if (core.deadlineNanos() <= nowNanos) {
            core.onTimeout(nowNanos);
            sendAll();
        } else if (held.deadlineNanos() <= nowNanos) {
            sendAll();
        }
    }

    private void arm() {
        boolean isBlocked = sender.isBlocked();
        if (sender.isWanted() && !isBlocked) {
            return; // what is due is built first, and then the lock is let go again
        }
        long deadline = Math.min(core.deadlineNanos(), held.deadlineNanos());
        deadline = Math.min(deadline, keeper.deadlineNanos());
        if (isBlocked) { // nothing can be done about what is due to be sent
            deadline = Math.max(deadline, endpoint.nowNanos() + BLOCKED_RETRY_NANOS);
        }
        if (deadline < armedNanos) {
            armedNanos = deadline;
            home.arm(this);
        }
    }

    /// When the reactor is to come at the latest.
    long armedNanos() {
        return armedNanos;
    }

    Timers.Timer<ConnectionDriver> timer() {
        return timer;
    }

    // ---- what core tells ----

    private void applyRouting() {
        for (RoutingEvent event = core.pollRouting(); event != null; event = core.pollRouting()) {
            switch (event) {
                case RoutingEvent.CidIssued(ConnectionId id) -> ids.add(id);
                case RoutingEvent.CidRetired(ConnectionId id) -> ids.remove(id);
                case RoutingEvent.ResetTokenLearned(StatelessResetToken token) -> ids.add(token);
                case RoutingEvent.ResetTokenForgotten(StatelessResetToken token) ->
                        ids.remove(token);
                case RoutingEvent.Drained() -> forget();
            }
        }
    }

    /// Has datagrams with this ID delivered here until the connection is over; with the lock.
    void addId(ConnectionId id) {
        ids.add(id);
    }

    /// Has all that comes from `remote` delivered here until the connection is over.
    ///
    /// @return false if another connection gets it
    boolean claim(InetSocketAddress remote) {
        enter();
        try {
            return ids.claim(remote);
        } finally {
            unlock(); // there are no duties yet, and none at all if another one gets it
        }
    }

    private void forget() {
        ids.removeAll();
        paths.forget();
        keeper.forget();
        endpoint.onDrained(this);
    }

    private void startTasks() {
        for (HandshakeTask task = core.pollHandshakeTask();
                task != null;
                task = core.pollHandshakeTask()) {
            tasks.start(task);
        }
    }

    /// Waits for the end of the handshake. Who began it does its slow work meanwhile; on a server
    /// that is left to few threads, however many clients come.
    ///
    /// @param attempt for [Topic#ESTABLISHED]
    public <T> T awaitHandshake(Attempt<T> attempt, long timeoutNanos) throws IOException {
        if (core.side() == Side.SERVER) {
            return call(Topic.ESTABLISHED, attempt, timeoutNanos);
        }
        try {
            return tasks.await(attempt, timeoutNanos);
        } finally {
            home.endLeading();
        }
    }

    /// Runs on a thread of [HandshakeWorkers], or on one that waits.
    void work(HandshakeTask task) {
        Optional<Throwable> defect = Optional.empty();
        try {
            task.run();
        } catch (RuntimeException | AssertionError e) {
            defect = Optional.of(e);
        }
        enter();
        try {
            defect.ifPresent(this::onDefect);
            core.onTaskDone(task, endpoint.nowNanos());
            sendAll();
        } catch (RuntimeException | AssertionError e) {
            onDefect(e);
        } finally {
            leave();
        }
    }

    // ---- what the application does, with the lock ----

    /// Opens a stream, if the peer allows one more.
    public OptionalLong tryOpen(Direction direction) throws ConnectionException {
        checkOpen();
        OptionalLong id = core.streams().open(direction);
        if (id.isEmpty() && core.streams().wantsToSend()) {
            sendAll(); // STREAMS_BLOCKED
        }
        if (id.isPresent() && core.canSendEarlyData()) {
            events.onOpenedEarly(id.getAsLong());
        }
        return id;
    }

    /// Accepts a stream of the peer, if there is one; also such as came before the end.
    public OptionalLong tryAccept(Direction direction) throws ConnectionException {
        OptionalLong id = core.streams().accept(direction);
        if (id.isEmpty()) {
            checkOpen();
        }
        return id;
    }

    /// Sees to it that the connection has not ended.
    ///
    /// @throws ConnectionException if it has
    public void checkOpen() throws ConnectionException {
        if (progress.closeCause().isPresent()) {
            throw progress.failure(core.route().remote());
        }
    }

    /// A stream was finished or reset and its end is to be delivered.
    void onStreamEnded(long id) {
        events.onStreamEnded(id);
    }

    // ---- the end ----

    /// Closes the connection at once.
    ///
    /// @return how long it will stay to repeat that, in nanoseconds at most
    public long close(long code, byte[] reason) {
        enter();
        try {
            core.close(code, reason, endpoint.nowNanos());
            sendAll();
            return CLOSING_PTOS * core.ptoNanos() + CLOSING_SLACK_NANOS;
        } finally {
            leaveAndSend();
        }
    }

    /// The application cannot reach the connection any more: it is closed, by and by.
    public void onUnreachable() {
        home.post(() -> order(this::closeUnreachable));
    }

    private void closeUnreachable() {
        core.close(0, new byte[0], endpoint.nowNanos());
        sendAll();
    }

    /// Does something under the lock, by and by, for an object that the application cannot reach
    /// any more.
    void later(Runnable order) {
        home.post(() -> order(order));
    }

    /// Waits until all that was written is acknowledged.
    ///
    /// @throws ConnectionException if the connection ends before
    public void awaitAllDelivered(long timeoutNanos) throws IOException {
        call(
                Topic.ALL_DELIVERED,
                () -> {
                    sendAll();
                    if (!events.isAllDelivered()) {
                        checkOpen();
                        return null;
                    }
                    return true;
                },
                timeoutNanos);
    }

    /// Something went wrong outside of the lock; the next holder ends the connection.
    void reportDefect(Throwable defect) {
        orders.add(() -> onDefect(defect));
    }

    /// Something is wrong in this library: the connection ends, and nothing else. With the lock.
    private void onDefect(Throwable defect) {
        LOG.log(
                Logger.Level.ERROR,
                "a connection ends because of a defect of this library",
                defect);
        if (progress.hasDefect()) {
            abandon(INTERNAL_ERROR);
            return;
        }
        progress.onDefect();
        try {
            core.close(TransportErrorCode.INTERNAL_ERROR, "internal error", endpoint.nowNanos());
            events.take();
            arm();
            sendAll();
        } catch (RuntimeException | AssertionError e) {
            LOG.log(Logger.Level.ERROR, "it cannot even be closed", e);
            abandon(INTERNAL_ERROR);
        }
    }

    /// Ends it without any more packets. With the lock.
    void abandon(CloseCause cause) {
        if (progress.onAbandoned()) {
            events.onClosed(cause);
            forget();
        }
    }
}
