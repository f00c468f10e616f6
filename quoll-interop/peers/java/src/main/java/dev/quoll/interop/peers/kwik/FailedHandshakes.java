package dev.quoll.interop.peers.kwik;

import dev.quoll.interop.peers.Agreed;
import dev.quoll.interop.peers.Failure;
import dev.quoll.interop.peers.Output;

import tech.kwik.core.common.EncryptionLevel;
import tech.kwik.core.frame.ConnectionCloseFrame;
import tech.kwik.core.frame.QuicFrame;
import tech.kwik.core.log.NullLogger;
import tech.kwik.core.packet.QuicPacket;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Prints the end of handshakes that the client gave up. kwik's server shows a connection to the
/// application only when its handshake is done, but it logs every packet.
final class FailedHandshakes extends NullLogger {
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @Override
    public void received(Instant time, int datagram, QuicPacket packet) {
        if (packet.getEncryptionLevel() == EncryptionLevel.App) {
            return;
        }
        for (QuicFrame frame : packet.getFrames()) {
            if (frame instanceof ConnectionCloseFrame close && isNew(packet)) {
                Output.closed(
                        Agreed.UNTOLD,
                        Failure.peerTransportClose(
                                close.getErrorCode(), String.valueOf(close.getReasonPhrase())));
            }
        }
    }

    /// A client may say it in an Initial and in a Handshake packet.
    private boolean isNew(QuicPacket packet) {
        return seen.add(HexFormat.of().formatHex(packet.getDestinationConnectionId()));
    }
}
