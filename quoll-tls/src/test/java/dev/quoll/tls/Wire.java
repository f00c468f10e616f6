package dev.quoll.tls;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Two sessions and what flows between them, in pieces of a given size. Tasks run at once.
public final class Wire {
    /// One side: its session and all that it gave out.
    public static final class End {
        private final TlsSession session;
        private final List<TlsEvent> events = new ArrayList<>();
        private int taken;

        public End(TlsSession session) {
            this.session = session;
        }

        /// Gives the session bytes, runs its tasks and takes what it gives out.
        public void give(EncryptionLevel level, byte[] bytes) throws TransportException {
            session.onBytes(level, bytes, 0, bytes.length);
            runTasks();
            collect();
        }

        public List<TlsEvent> events() {
            return List.copyOf(events);
        }

        public Optional<HandshakeData> finished() {
            return only(TlsEvent.Finished.class).map(TlsEvent.Finished::data);
        }

        public Optional<byte[]> peerParameters() {
            return only(TlsEvent.PeerParameters.class).map(TlsEvent.PeerParameters::encoded);
        }

        public Optional<byte[]> readSecret(EncryptionLevel level) {
            return events.stream()
                    .filter(TlsEvent.ReadSecret.class::isInstance)
                    .map(TlsEvent.ReadSecret.class::cast)
                    .filter(event -> event.level() == level)
                    .map(event -> event.secret().toBytes())
                    .findFirst();
        }

        public Optional<byte[]> writeSecret(EncryptionLevel level) {
            return events.stream()
                    .filter(TlsEvent.WriteSecret.class::isInstance)
                    .map(TlsEvent.WriteSecret.class::cast)
                    .filter(event -> event.level() == level)
                    .map(event -> event.secret().toBytes())
                    .findFirst();
        }

        private <T extends TlsEvent> Optional<T> only(Class<T> type) {
            return events.stream().filter(type::isInstance).map(type::cast).findFirst();
        }

        private void runTasks() throws TransportException {
            for (HandshakeTask task = session.pollTask(); task != null; task = session.pollTask()) {
                task.run();
                session.onTaskDone(task);
            }
        }

        private void collect() {
            for (TlsEvent event = session.poll(); event != null; event = session.poll()) {
                events.add(event);
            }
        }
    }

    private final End client;
    private final End server;
    private final int pieceLength;

    public Wire(TlsSession client, TlsSession server, int pieceLength) {
        this.client = new End(client);
        this.server = new End(server);
        this.pieceLength = pieceLength;
    }

    public End client() {
        return client;
    }

    public End server() {
        return server;
    }

    /// Carries bytes until nobody has any more.
    public Wire run() throws TransportException {
        client.collect();
        server.collect();
        boolean moved;
        do {
            moved = carry(client, server);
            moved |= carry(server, client);
        } while (moved);
        return this;
    }

    private boolean carry(End from, End to) throws TransportException {
        boolean moved = false;
        for (; from.taken < from.events.size(); from.taken++) {
            if (from.events.get(from.taken)
                    instanceof TlsEvent.HandshakeBytes(EncryptionLevel level, byte[] bytes)) {
                deliver(to, level, bytes);
                moved = true;
            }
        }
        return moved;
    }

    private void deliver(End to, EncryptionLevel level, byte[] bytes) throws TransportException {
        for (int offset = 0; offset < bytes.length; offset += pieceLength) {
            int length = Math.min(pieceLength, bytes.length - offset);
            to.session.onBytes(level, bytes, offset, length);
            to.runTasks();
            to.collect();
        }
    }
}
