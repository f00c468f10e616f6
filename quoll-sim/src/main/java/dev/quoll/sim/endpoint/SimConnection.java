package dev.quoll.sim.endpoint;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.ConnectionEvent;
import dev.quoll.core.connection.DatagramBatch;
import dev.quoll.core.connection.RoutingEvent;
import dev.quoll.core.direct.DirectPaths;
import dev.quoll.core.direct.DirectPathsConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.packet.Token;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.sim.application.Transfers;
import dev.quoll.sim.network.DatagramSink;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// One end of a connection and its owner: after every call it runs handshake tasks, takes events,
/// lets the application act and sends what there is to send. *Confined*.
public final class SimConnection {
    private final Connection core;
    private final Transfers transfers;
    private final Settings settings;
    private final TaskRunner tasks;
    private final BiConsumer<SimConnection, RoutingEvent> router;
    private final Runnable wake;
    private final DatagramBatch batch;
    private final List<ConnectionEvent> events = new ArrayList<>();
    private Optional<DirectPaths> directPaths = Optional.empty();
    private boolean isDrained;

    /// @param router told of every change of the connection's IDs
    /// @param wake asks for [#transmit] in this instant
    SimConnection(
            Connection core,
            Settings settings,
            TaskRunner tasks,
            BiConsumer<SimConnection, RoutingEvent> router,
            Runnable wake) {
        this.core = core;
        this.settings = settings;
        this.tasks = tasks;
        this.router = router;
        this.wake = wake;
        this.batch = settings.newBatch();
        this.transfers = new Transfers(core.streams(), core.side(), settings.contents());
    }

    /// The connection itself. After anything but a question to it, call [#wake].
    public Connection core() {
        return core;
    }

    /// Has direct paths looked for from now on.
    ///
    /// @return what looks for them; after telling it something, call [#wake]
    public DirectPaths lookForDirectPaths(DirectPathsConfig config) {
        DirectPaths added = new DirectPaths(core, config);
        directPaths = Optional.of(added);
        return added;
    }

    /// What the application at this end does.
    public Transfers transfers() {
        return transfers;
    }

    /// Has the owner do its work in this instant. To be called after the test did something to the
    /// connection or to its transfers.
    public void wake() {
        wake.run();
    }

    /// Closes the connection as an application does.
    public void close(long code, String reason) {
        core.close(code, reason.getBytes(StandardCharsets.UTF_8), settings.clock().nowNanos());
        wake();
    }

    /// What the connection has told so far, oldest first.
    public List<ConnectionEvent> events() {
        return List.copyOf(events);
    }

    /// What became of its paths so far, oldest first.
    public List<PathEvent> pathEvents() {
        List<PathEvent> changes = new ArrayList<>();
        for (ConnectionEvent event : events) {
            if (event instanceof ConnectionEvent.PathChanged(PathEvent change)) {
                changes.add(change);
            }
        }
        return changes;
    }

    /// Forgets what became of its paths, for runs in which that is much.
    public void forgetPathEvents() {
        events.removeIf(ConnectionEvent.PathChanged.class::isInstance);
    }

    /// Whether TLS was finished on this side.
    public boolean isEstablished() {
        return established().isPresent();
    }

    /// What the handshake agreed on, if it was finished on this side.
    public Optional<HandshakeData> established() {
        for (ConnectionEvent event : events) {
            if (event instanceof ConnectionEvent.Established(HandshakeData data)) {
                return Optional.of(data);
            }
        }
        return Optional.empty();
    }

    /// The tokens the server gave to this client, oldest first.
    public List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        for (ConnectionEvent event : events) {
            if (event instanceof ConnectionEvent.TokenReceived(Token token)) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    /// Whether TLS was known to be finished on both sides.
    public boolean isConfirmed() {
        return events.contains(new ConnectionEvent.Confirmed());
    }

    /// Whether the connection has ended, though late packets may still be answered.
    public boolean isClosed() {
        return closeCause().isPresent();
    }

    /// Why it has ended, as the event said.
    public Optional<CloseCause> closeCause() {
        for (ConnectionEvent event : events) {
            if (event instanceof ConnectionEvent.Closed(CloseCause cause)) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    /// Whether it is over, and its IDs are forgotten.
    public boolean isDrained() {
        return isDrained;
    }

    void receive(byte[] bytes, int offset, int length, FourTuple route, Ecn ecn, long nowNanos) {
        core.receive(bytes, offset, length, route, ecn, nowNanos);
        settle(nowNanos);
    }

    void transmit(DatagramSink out, long nowNanos) {
        settle(nowNanos);
        while (core.build(batch, settings.batchSize(), nowNanos)) {
            takeRouting();
            batch.seal();
            out.sendBatch(
                    batch.bytes(),
                    0,
                    batch.length(),
                    batch.segmentSize(),
                    batch.route(),
                    batch.ecn());
            settle(nowNanos);
        }
    }

    long deadlineNanos() {
        long direct = directPaths.map(DirectPaths::deadlineNanos).orElse(DirectPaths.NEVER);
        return Math.min(core.deadlineNanos(), direct);
    }

    void onTimeout(long nowNanos) {
        core.onTimeout(nowNanos);
        settle(nowNanos);
    }

    /// What has to be done before anything is sent.
    private void settle(long nowNanos) {
        assert nowNanos == settings.clock().nowNanos();
        tasks.runAll(core, wake);
        takeEvents();
        directPaths.ifPresent(it -> it.turn(nowNanos));
        transfers.turn();
        takeRouting();
    }

    private void takeEvents() {
        for (ConnectionEvent event = core.poll(); event != null; event = core.poll()) {
            events.add(event);
            tell(event);
        }
    }

    private void tell(ConnectionEvent event) {
        switch (event) {
            case ConnectionEvent.PathChanged(PathEvent change) ->
                    directPaths.ifPresent(it -> it.onEvent(change));
            case ConnectionEvent.CandidateAdded _, ConnectionEvent.CandidateRemoved _ ->
                    directPaths.ifPresent(DirectPaths::onCandidates);
            default -> {} // for the test to look at
        }
    }

    private void takeRouting() {
        for (RoutingEvent event = core.pollRouting(); event != null; event = core.pollRouting()) {
            isDrained |= event instanceof RoutingEvent.Drained;
            router.accept(this, event);
        }
    }

    @Override
    public String toString() {
        return "%s %s, %s, dropped %s"
                .formatted(
                        core.side(),
                        events.isEmpty() ? "[handshaking]" : events,
                        transfers,
                        core.stats().dropped());
    }
}
