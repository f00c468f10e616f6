package dev.quoll.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class CodecProperties {
    @Property
    void whatIsWrittenIsRead(
            @ForAll byte uint8,
            @ForAll short uint16,
            @ForAll int uint32,
            @ForAll long uint64,
            @ForAll @LongRange(max = Varint.MAX_VALUE) long varint,
            @ForAll @Size(max = 30) byte[] bytes)
            throws Exception {
        ByteWriter out = new ByteWriter(new byte[64]);
        out.uint8(uint8).uint16(uint16).uint32(uint32).uint64(uint64);
        out.varint(varint).varint(varint, 8).bytes(bytes).zeros(1);
        ByteReader in = new ByteReader().reset(out.array(), 0, out.position());

        assertThat((byte) in.uint8()).isEqualTo(uint8);
        assertThat((short) in.uint16()).isEqualTo(uint16);
        assertThat((int) in.uint32()).isEqualTo(uint32);
        assertThat(in.uint64()).isEqualTo(uint64);
        assertThat(in.varint()).isEqualTo(varint);
        assertThat(in.varint()).isEqualTo(varint);
        assertThat(in.bytes(bytes.length)).isEqualTo(bytes);
        assertThat(in.uint8()).isZero();
        assertThat(in.hasRemaining()).isFalse();
    }
}
