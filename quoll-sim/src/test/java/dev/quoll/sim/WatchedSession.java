package dev.quoll.sim;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.UnaryOperator;

/// A handshake that goes on as `honest` does, but each of whose events passes through `change` on
/// its way to the connection. *Confined*.
record WatchedSession(TlsSession honest, UnaryOperator<TlsEvent> change) implements TlsSession {
    @Override
    public Optional<byte[]> rememberedParameters() {
        return honest.rememberedParameters();
    }

    @Override
    public void onBytes(EncryptionLevel level, byte[] bytes, int offset, int length)
            throws TransportException {
        honest.onBytes(level, bytes, offset, length);
    }

    @Override
    public void replaceTransportParameters(byte[] encoded) {
        honest.replaceTransportParameters(encoded);
    }

    @Override
    public @Nullable TlsEvent poll() {
        TlsEvent event = honest.poll();
        return event == null ? null : change.apply(event);
    }

    @Override
    public @Nullable HandshakeTask pollTask() {
        return honest.pollTask();
    }

    @Override
    public void onTaskDone(HandshakeTask task) throws TransportException {
        honest.onTaskDone(task);
    }

    @Override
    public void destroy() {
        honest.destroy();
    }

    @Override
    public byte[] export(String label, byte[] context, int length) {
        return honest.export(label, context, length);
    }
}
