package dev.quoll.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.stream.Collectors;
import java.util.stream.LongStream;

class FramePermissionsTest {
    private static final long[] MULTIPATH_TYPES = {
        0x3e, 0x3f, 0x3e75, 0x3e76, 0x3e77, 0x3e78, 0x3e79, 0x3e7a, 0x3e7b, 0x3e7c
    };

    @Test // RFC 9000 §12.4, table 3
    void handshakePacketsCarryFewFrames() {
        assertThat(allowed(FramePermissions.HANDSHAKE)).isEqualTo("0 1 2 3 6 1c");
    }

    @Test // RFC 9000 §12.4, table 3, and §12.5
    void zeroRttPacketsCarryNoAnswers() {
        assertThat(allowed(FramePermissions.ZERO_RTT))
                .isEqualTo("0 1 4 5 8 9 a b c d e f 10 11 12 13 14 15 16 17 18 1a 1c 1d");
    }

    @Test
    void oneRttPacketsCarryAllFrames() {
        assertThat(allowed(FramePermissions.ONE_RTT).split(" ")).hasSize(0x1f);
    }

    @Test // multipath §4
    void multipathFramesAreForOneRttPackets() {
        for (long type : MULTIPATH_TYPES) {
            assertThat(FramePermissions.HANDSHAKE.allow(type)).isFalse();
            assertThat(FramePermissions.ZERO_RTT.allow(type)).isFalse();
            assertThat(FramePermissions.ONE_RTT.allow(type)).isTrue();
        }
    }

    private static String allowed(FramePermissions permissions) {
        return LongStream.rangeClosed(0, 0x1e)
                .filter(permissions::allow)
                .mapToObj(Long::toHexString)
                .collect(Collectors.joining(" "));
    }
}
