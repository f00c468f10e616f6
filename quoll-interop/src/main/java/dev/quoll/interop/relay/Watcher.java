package dev.quoll.interop.relay;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks at all that passes and counts. *Confined*.
final class Watcher {
    /// Who repeats its first flight does so a second later, if it knows nothing of the path.
    private static final long FIRST_FLIGHT_NANOS = 500_000_000;

    private final Map<PacketKind, Long> fromClient = new EnumMap<>(PacketKind.class);
    private final Map<PacketKind, Long> fromServer = new EnumMap<>(PacketKind.class);
    private final Map<Integer, Long> handshakeVersions = new HashMap<>();
    private long repeatedInitials;
    private boolean isAnswered;
    private boolean isAddressProved;
    private long bytesToServer;
    private long bytesFromServer;
    private double amplification;

    /// A datagram of the client came, though it may never arrive.
    ///
    /// @param sinceFirstNanos since its first one came
    void onFromClient(byte[] datagram, long sinceFirstNanos) {
        for (Packets.Seen packet : Packets.in(datagram)) {
            fromClient.merge(packet.kind(), 1L, Long::sum);
            if (packet.kind() == PacketKind.INITIAL
                    && !isAnswered
                    && sinceFirstNanos > FIRST_FLIGHT_NANOS) {
                repeatedInitials++;
            }
        }
    }

    /// A datagram goes out to the server.
    void onToServer(byte[] datagram) {
        bytesToServer += datagram.length;
        isAddressProved |=
                Packets.in(datagram).stream()
                        .anyMatch(packet -> packet.kind() == PacketKind.HANDSHAKE);
    }

    /// A datagram goes out to the client.
    void onToClient() {
        isAnswered = true;
    }

    /// A datagram of the server came.
    void onFromServer(byte[] datagram) {
        List<Packets.Seen> packets = Packets.in(datagram);
        for (Packets.Seen packet : packets) {
            fromServer.merge(packet.kind(), 1L, Long::sum);
            if (packet.kind() == PacketKind.HANDSHAKE) {
                handshakeVersions.merge(packet.version(), 1L, Long::sum);
            }
        }
        if (!isAddressProved) {
            bytesFromServer += datagram.length;
            amplification = Math.max(amplification, (double) bytesFromServer / bytesToServer);
        }
    }

    /// Whether a client has had the keys of application data, so that its address may change.
    boolean hasSeenApplicationData() {
        return fromClient.containsKey(PacketKind.ONE_RTT);
    }

    Sightings seen(long dropped, long corrupted, long rebindings) {
        return new Sightings(
                fromClient,
                fromServer,
                handshakeVersions,
                repeatedInitials,
                amplification,
                dropped,
                corrupted,
                rebindings);
    }
}
