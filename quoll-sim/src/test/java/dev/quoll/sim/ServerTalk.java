package dev.quoll.sim;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.space.CryptoStream;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The TLS of a [CraftingServer]: what an honest client said goes in, and all that the session has
/// to say to it comes out. *Confined*.
final class ServerTalk {
    private static final int BUFFER = 1 << 16;

    private final TlsSession tls;
    private final Map<EncryptionLevel, CryptoStream> heard = new EnumMap<>(EncryptionLevel.class);

    ServerTalk(TlsSession tls) {
        this.tls = tls;
    }

    /// Takes what the client said.
    void onCrypto(EncryptionLevel level, CryptoFrame frame) {
        CryptoStream stream = heard.computeIfAbsent(level, _ -> new CryptoStream(BUFFER));
        try {
            stream.onCrypto(frame.offset(), frame.array(), frame.dataOffset(), frame.dataLength());
            byte[] read = stream.read(BUFFER);
            if (read.length > 0) {
                tls.onBytes(level, read, 0, read.length);
            }
        } catch (TransportException e) {
            throw wrong(e);
        }
    }

    /// Does all there is to do, and tells what came of it.
    List<TlsEvent> goOn() {
        List<TlsEvent> events = new ArrayList<>(told());
        for (HandshakeTask task = tls.pollTask(); task != null; task = tls.pollTask()) {
            task.run();
            try {
                tls.onTaskDone(task);
            } catch (TransportException e) {
                throw wrong(e);
            }
            events.addAll(told());
        }
        return events;
    }

    private List<TlsEvent> told() {
        List<TlsEvent> events = new ArrayList<>();
        for (TlsEvent event = tls.poll(); event != null; event = tls.poll()) {
            events.add(event);
        }
        return events;
    }

    private static IllegalStateException wrong(TransportException e) {
        return new IllegalStateException("the client's handshake is wrong", e);
    }
}
