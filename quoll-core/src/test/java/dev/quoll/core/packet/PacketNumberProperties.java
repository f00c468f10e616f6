package dev.quoll.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.codec.ByteWriter;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class PacketNumberProperties {
    @Property
    void whatTheSenderEncodesTheReceiverDecodes(
            @ForAll @LongRange(max = PacketNumber.MAX_VALUE) long packetNumber,
            @ForAll @LongRange(min = 1, max = 1L << 31) long unacknowledged,
            @ForAll @LongRange(max = (1L << 31) - 1) long received) {
        long acknowledged = Math.max(PacketNumber.NONE, packetNumber - unacknowledged);
        int length = PacketNumber.encodedLength(packetNumber, acknowledged);
        byte[] bytes = new byte[length];
        PacketNumber.write(new ByteWriter(bytes), packetNumber, length);
        long largest = Math.min(acknowledged + received, packetNumber - 1);

        long truncated = PacketNumber.readTruncated(bytes, 0, length);

        assertThat(PacketNumber.decode(largest, truncated, length)).isEqualTo(packetNumber);
    }
}
