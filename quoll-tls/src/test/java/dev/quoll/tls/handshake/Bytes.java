package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.HandshakeType;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.List;

/// Bytes into a session and out of it.
final class Bytes {
    private Bytes() {}

    /// Gives the session bytes and runs its tasks.
    static void give(TlsSession session, EncryptionLevel level, byte[] bytes)
            throws TransportException {
        session.onBytes(level, bytes, 0, bytes.length);
        for (HandshakeTask task = session.pollTask(); task != null; task = session.pollTask()) {
            task.run();
            session.onTaskDone(task);
        }
    }

    /// All that the session sends at `level`; its other events are dropped.
    static byte[] take(TlsSession session, EncryptionLevel level) {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        for (TlsEvent event = session.poll(); event != null; event = session.poll()) {
            if (event instanceof TlsEvent.HandshakeBytes(EncryptionLevel at, byte[] bytes)
                    && at == level) {
                taken.writeBytes(bytes);
            }
        }
        return taken.toByteArray();
    }

    static @Nullable TlsEvent last(TlsSession session) {
        TlsEvent last = null;
        for (TlsEvent event = session.poll(); event != null; event = session.poll()) {
            last = event;
        }
        return last;
    }

    static EncodedMessage message(byte[] bytes) {
        return new EncodedMessage(HandshakeType.ofCode(bytes[0]).orElseThrow(), bytes);
    }

    static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        parts.forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
