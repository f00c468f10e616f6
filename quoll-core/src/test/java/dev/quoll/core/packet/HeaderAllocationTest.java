package dev.quoll.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.range.Allocation;

import org.junit.jupiter.api.Test;

/// The header of nearly every packet is written and read without making an object.
class HeaderAllocationTest {
    private static final ConnectionId DESTINATION = ConnectionId.of(new byte[8]);
    private static final int ROUNDS = 1000;

    private final byte[] datagram = new byte[100];
    private final byte[] mask = {1, 2, 3, 4, 5};
    private final ByteWriter out = new ByteWriter();
    private final PacketReader reader = new PacketReader(DESTINATION.length(), FixedBit.REQUIRED);

    private long right;

    @Test
    void shortHeadersCostNoObject() {
        long allocated = Allocation.inSteadyState(() -> right = writeAndRead(ROUNDS));

        assertThat(right).isEqualTo(ROUNDS);
        assertThat(allocated).isZero();
    }

    private long writeAndRead(int rounds) {
        long count = 0;
        for (long number = 0; number < rounds; number++) {
            int length = PacketNumber.encodedLength(number, number - 200);
            out.reset(datagram, 0, datagram.length);
            int at = ShortHeader.write(out, DESTINATION, FirstByte.SPIN_BIT, number, length);
            HeaderMask.put(datagram, 0, at, mask, 0);
            count += read(number) == number ? 1 : 0;
        }
        return count;
    }

    private long read(long expected) {
        reader.reset(datagram, 0, datagram.length);
        if (reader.next() != HeaderOutcome.PACKET || !reader.header().isFor(DESTINATION)) {
            return PacketNumber.NONE;
        }
        int at = reader.header().packetNumberOffset();
        int length = HeaderMask.takeOff(datagram, 0, at, mask, 0);
        long truncated = PacketNumber.readTruncated(datagram, at, length);
        return PacketNumber.decode(expected - 1, truncated, length);
    }
}
