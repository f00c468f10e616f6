package dev.quoll.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.stream.Collectors;
import java.util.stream.LongStream;

class FramePermissionsTest {
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

    private static String allowed(FramePermissions permissions) {
        return LongStream.rangeClosed(0, 0x1e)
                .filter(permissions::allow)
                .mapToObj(Long::toHexString)
                .collect(Collectors.joining(" "));
    }
}
