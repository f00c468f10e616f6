package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.ack.ReceivedPackets;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.frame.AckWriter;
import dev.quoll.core.frame.EcnCounts;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.range.LongRanges;
import dev.quoll.core.stats.FrameKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Acknowledgments made to cost much: ranges without number, of ours or of the client's.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-13.2.3 RFC 9000, section 13.2.3
class AckFloodTest {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PACKETS = 10_000;

    private final CraftingClient peer = new CraftingClient();
    private final Flood flood = new Flood(peer);

    @AfterEach
    void theServerSleeps() {
        flood.assertThatServerSleeps();
    }

    /// However many gaps a client leaves, the newest 64 ranges are acknowledged.
    @ParameterizedTest
    @ValueSource(longs = {2, 1_000, 1 << 29})
    void gapsWithoutNumberMakeNoAcknowledgmentLong(long step) {
        int longestRange = 4 + 1; // the bytes of a gap and of a range of one packet
        for (long i = 1; i <= PACKETS; i++) {
            peer.send(1_000 + i * step, PingFrame.INSTANCE);
            flood.answers();
        }

        assertThat(flood.framesBack(FrameKind.ACK)).isLessThanOrEqualTo(PACKETS);
        assertThat(flood.longestAnswer())
                .isLessThan(100 + ReceivedPackets.MAX_ACK_RANGES * longestRange);
        assertThat(flood.server().closeCause()).isEmpty();
    }

    @Test
    void thousandsOfRangesAreWalkedWithoutAnAnswerAndWithoutMemory() {
        for (int i = 0; i < PACKETS; i++) {
            flood.send(PingFrame.INSTANCE);
        }
        long sent = flood.datagramsBack();
        List<byte[]> frames = everySecondPacket();
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < 100 * frames.size(); i++) {
            packets.add(peer.packet(1_000_000 + i, 0, frames.get(i % frames.size())));
        }

        long before = THREADS.getCurrentThreadAllocatedBytes();
        packets.forEach(packet -> peer.deliver(CraftingClient.TO_CLIENT, packet));
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        flood.answers();

        assertThat(packets).hasSizeGreaterThanOrEqualTo(500); // of 500 ranges each
        assertThat(flood.server().closeCause()).isEmpty();
        assertThat(flood.datagramsBack()).isEqualTo(sent);
        assertThat(allocated).isLessThan(100L * packets.size());
    }

    @Test
    void moreRangesThanThereAreBytesAreAnEncodingError() { // RFC 9000 §19.3
        ByteWriter out = new ByteWriter(new byte[100]);
        out.uint8(0x02).varint(0).varint(0).varint((1L << 62) - 1).varint(0);

        flood.sendPayload(Arrays.copyOf(out.array(), out.position()));

        flood.assertClosedWith(TransportErrorCode.FRAME_ENCODING_ERROR);
    }

    /// ACK frames of every second packet the server has sent, as large as a packet.
    private List<byte[]> everySecondPacket() {
        List<byte[]> packets = new ArrayList<>();
        LongRanges ranges = new LongRanges();
        long last = flood.numbers().max();
        for (long number = flood.numbers().min(); number <= last; number += 2) {
            if (flood.numbers().contains(number)) {
                ranges.add(number);
            }
            if (ranges.count() == 500 || number + 2 > last) {
                ByteWriter out = new ByteWriter(new byte[1400]);
                AckWriter.write(out, out.remaining(), ranges, 0, new EcnCounts());
                packets.add(Arrays.copyOf(out.array(), out.position()));
                ranges.clear();
            }
        }
        return packets;
    }
}
