package dev.quoll.core.endpoint;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.VersionNegotiationPacket;
import dev.quoll.core.path.RouteConfig;
import dev.quoll.core.version.QuicVersion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What a server says to clients that speak another version: which ones it speaks, and one that
/// nobody will ever speak, lest clients forget to skip what they do not know. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-6 RFC 9000, section 6: Version Negotiation
public final class VersionOffer {
    private static final long INTERVAL_NANOS = 1_000_000;
    private static final int BURST = 100;

    private final List<QuicVersion> versions;
    private final RandomGenerator random;
    private final RateLimit limit = new RateLimit(INTERVAL_NANOS, BURST);

    /// @param versions those the server speaks, at least one
    public VersionOffer(List<QuicVersion> versions, RandomGenerator random) {
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("no version");
        }
        this.versions = List.copyOf(versions);
        this.random = random;
    }

    /// Whether clients may begin in this version.
    boolean includes(QuicVersion version) {
        return versions.contains(version);
    }

    /// Makes the answer to a packet of another version.
    ///
    /// @return the datagram to send back; empty if the packet's datagram is so short that no client
    ///   begins with it, or if there were too many of late (RFC 9000 §6.1)
    Optional<byte[]> answer(PacketHeader header, int datagramLength, long nowNanos) {
        if (datagramLength < RouteConfig.MIN_DATAGRAM_SIZE || !limit.tryTake(nowNanos)) {
            return Optional.empty();
        }
        VersionNegotiationPacket packet =
                VersionNegotiationPacket.answerTo(header, offered(header.version()));
        byte[] datagram = new byte[packet.length()];
        packet.write(new ByteWriter(datagram), random);
        return Optional.of(datagram);
    }

    private List<Integer> offered(int notThis) {
        int reserved = QuicVersion.reserved(random);
        while (reserved == notThis) { // or the client would take this for no answer at all
            reserved = QuicVersion.reserved(random);
        }
        List<Integer> offered = new ArrayList<>();
        for (QuicVersion version : versions) {
            offered.add(version.wire());
        }
        offered.add(random.nextInt(offered.size() + 1), reserved);
        return offered;
    }
}
