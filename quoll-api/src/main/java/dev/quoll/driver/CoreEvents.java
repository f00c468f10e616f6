package dev.quoll.driver;

import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.ConnectionEvent;
import dev.quoll.core.datagram.DatagramEvent;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.event.NatTraversalEvent;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.packet.Token;
import dev.quoll.core.stream.StreamEvent;

import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/// Takes what core has to tell, and tells those who wait for it. Confined to the lock of its
/// connection.
final class CoreEvents {
    private final Connection core;
    private final Progress progress;
    private final Waits waits;
    private final PathCalls paths;
    private final NatTraversalCalls natTraversal;
    private final Overseer overseer;
    private final StreamEvent streamEvent = new StreamEvent();
    private boolean isHandshaking = true;
    private OptionalInt datagramSize = OptionalInt.empty(); // when someone waited for another
    private final LongMap<Boolean> undelivered = new LongMap<>(); // streams finished or reset
    private final Set<Long> early = new HashSet<>(); // streams the server may throw away

    CoreEvents(
            Connection core,
            Progress progress,
            Waits waits,
            PathCalls paths,
            NatTraversalCalls natTraversal,
            Overseer overseer) {
        this.core = core;
        this.progress = progress;
        this.waits = waits;
        this.paths = paths;
        this.natTraversal = natTraversal;
        this.overseer = overseer;
    }

    void take() {
        for (ConnectionEvent event = core.poll(); event != null; event = core.poll()) {
            switch (event) {
                case ConnectionEvent.Established(var data) -> {
                    progress.onEstablished(data);
                    early.clear();
                    onHandshakeOver();
                    waits.change(Topic.ESTABLISHED);
                }
                case ConnectionEvent.Confirmed() -> {
                    progress.onConfirmed();
                    waits.change(Topic.CONFIRMED);
                }
                case ConnectionEvent.TokenReceived(Token token) ->
                        overseer.onToken(token, core.version());
                case ConnectionEvent.Closed(CloseCause cause) -> onClosed(cause);
                case ConnectionEvent.EarlyDataAccepted() -> {}
                case ConnectionEvent.CandidateAdded(var address) ->
                        natTraversal.onEvent(new NatTraversalEvent.AddressAdded(address));
                case ConnectionEvent.CandidateRemoved(var address) ->
                        natTraversal.onEvent(new NatTraversalEvent.AddressRemoved(address));
                case ConnectionEvent.PathChanged(PathEvent change) -> paths.onEvent(change);
                case ConnectionEvent.EarlyDataRejected() -> onEarlyDataRejected();
            }
        }
        while (core.streams().poll(streamEvent)) {
            onStreamEvent();
        }
        for (DatagramEvent event = core.datagrams().poll();
                event != null;
                event = core.datagrams().poll()) {
            waits.change(
                    switch (event) {
                        case READABLE -> Topic.DATAGRAM;
                        case WRITABLE -> Topic.DATAGRAM_ROOM;
                    });
        }
        if (waits.isAwaited(Topic.DATAGRAM_SIZE)) {
            lookAtDatagramSize();
        }
        if (waits.isAwaited(Topic.ALL_DELIVERED) && isAllDelivered()) {
            waits.change(Topic.ALL_DELIVERED);
        }
    }

    private void lookAtDatagramSize() {
        OptionalInt size = core.maxDatagramSize();
        if (!size.equals(datagramSize)) {
            datagramSize = size;
            waits.change(Topic.DATAGRAM_SIZE);
        }
    }

    /// The connection has ended.
    void onClosed(CloseCause cause) {
        onHandshakeOver();
        progress.onClosed(cause);
        waits.changeEverything();
    }

    /// A stream was opened that the server may throw away.
    void onOpenedEarly(long id) {
        early.add(id);
    }

    private void onEarlyDataRejected() {
        progress.onEarlyDataRejected();
        undelivered.clear();
        for (long id : early) {
            waits.change(Topic.readable(id));
            waits.change(Topic.writable(id));
            waits.change(Topic.settled(id));
        }
        early.clear();
    }

    private void onHandshakeOver() {
        if (isHandshaking) {
            isHandshaking = false;
            overseer.onHandshakeOver();
        }
    }

    private void onStreamEvent() {
        long id = streamEvent.streamId();
        switch (streamEvent.kind()) {
            case READABLE, RESET -> waits.change(Topic.readable(id));
            case WRITABLE -> waits.change(Topic.writable(id));
            case STOPPED -> {
                waits.change(Topic.writable(id));
                waits.change(Topic.settled(id));
            }
            case DELIVERED -> {
                undelivered.remove(id);
                waits.change(Topic.settled(id));
            }
            case OPENED -> waits.change(Topic.opened(streamEvent.direction()));
            case CREDIT -> waits.change(Topic.credit(streamEvent.direction()));
        }
    }

    /// A stream was finished or reset and its end is to be delivered.
    void onStreamEnded(long id) {
        if (!core.streams().isDelivered(id)) {
            undelivered.put(id, true);
        }
    }

    /// Whether the peer has acknowledged all that was written, and all ends.
    boolean isAllDelivered() {
        return undelivered.size() == 0 && core.streams().bytesUnacknowledged() == 0;
    }
}
