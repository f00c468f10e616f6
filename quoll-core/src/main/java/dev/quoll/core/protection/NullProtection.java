package dev.quoll.core.protection;

import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketOpener;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.PacketSealer;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import java.util.Arrays;

/// A protection without secrecy, for tests and for benchmarks of the protocol alone. Payloads and
/// headers stay readable; the tag is a checksum that still finds a wrong key, a wrong packet number
/// and damage. Immutable, *thread-safe*. Never for the network.
public final class NullProtection implements PacketProtection {
    /// The protection; it has no state.
    public NullProtection() {}

    @Override
    public PacketSealer sealer(QuicVersion version, TrafficSecret secret) {
        return new Sealer(new Checksum(seed(version, secret)));
    }

    @Override
    public PacketOpener opener(QuicVersion version, TrafficSecret secret) {
        return new Opener(new Checksum(seed(version, secret)));
    }

    @Override
    public HeaderProtector headerProtector(QuicVersion version, TrafficSecret secret) {
        return (samples, count, masks) ->
                Arrays.fill(masks, 0, count * HeaderProtector.SAMPLE_LENGTH, (byte) 0);
    }

    @Override
    public TrafficSecret nextSecret(QuicVersion version, TrafficSecret secret) {
        byte[] next = secret.toBytes();
        for (int i = 0; i < next.length; i++) {
            next[i]++;
        }
        return new TrafficSecret(secret.suite(), next);
    }

    private static long seed(QuicVersion version, TrafficSecret secret) {
        return (long) version.wire() << 32 ^ Arrays.hashCode(secret.toBytes());
    }

    private record Sealer(Checksum checksum) implements PacketSealer {
        @Override
        public void seal(
                long pathId,
                long packetNumber,
                byte[] bytes,
                int headerOffset,
                int headerLength,
                int payloadLength) {
            int length = headerLength + payloadLength;
            long sum = checksum.of(pathId, packetNumber, bytes, headerOffset, length);
            checksum.writeTag(sum, bytes, headerOffset + length);
        }
    }

    private record Opener(Checksum checksum) implements PacketOpener {
        @Override
        public int open(
                long pathId,
                long packetNumber,
                byte[] bytes,
                int headerOffset,
                int headerLength,
                int length,
                byte[] plaintext,
                int plaintextOffset) {
            int payloadLength = length - TAG_LENGTH;
            if (payloadLength < 0) {
                return NOT_AUTHENTIC;
            }
            int covered = headerLength + payloadLength;
            long sum = checksum.of(pathId, packetNumber, bytes, headerOffset, covered);
            if (!checksum.isTag(sum, bytes, headerOffset + covered)) {
                return NOT_AUTHENTIC;
            }
            System.arraycopy(
                    bytes, headerOffset + headerLength, plaintext, plaintextOffset, payloadLength);
            return payloadLength;
        }
    }
}
