package dev.quoll.interop.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.List;

class PacketsTest {
    private static List<PacketKind> kinds(String hex) {
        return Packets.in(HexFormat.of().parseHex(hex)).stream().map(Packets.Seen::kind).toList();
    }

    @Test
    void packetsInOneDatagramAreToldApart() {
        String initial = "c0 00000001 01 aa 00 00 4002 beef".replace(" ", "");
        String handshake = "e0 00000001 01 aa 00 03 010203".replace(" ", "");
        assertThat(kinds(initial + handshake + "40ffff"))
                .containsExactly(PacketKind.INITIAL, PacketKind.HANDSHAKE, PacketKind.ONE_RTT);
    }

    @Test
    void zerosBehindAPacketAreNoApplicationData() {
        assertThat(kinds("c00000000101aa00004002beef00000000"))
                .containsExactly(PacketKind.INITIAL, PacketKind.UNKNOWN);
    }

    @Test
    void version2HasOtherTypes() {
        assertThat(kinds("d06b3343cf01aa000000")).containsExactly(PacketKind.INITIAL);
        assertThat(kinds("f06b3343cf01aa0000")).containsExactly(PacketKind.HANDSHAKE);
        assertThat(kinds("c06b3343cf01aa00")).containsExactly(PacketKind.RETRY);
        assertThat(kinds("e06b3343cf01aa0000")).containsExactly(PacketKind.ZERO_RTT);
    }

    @Test
    void versionNegotiationAndRetryEndTheDatagram() {
        assertThat(kinds("80000000000000000000000001"))
                .containsExactly(PacketKind.VERSION_NEGOTIATION);
        assertThat(kinds("f0000000010000")).containsExactly(PacketKind.RETRY);
        assertThat(kinds("c01a2a3a4a00")).containsExactly(PacketKind.UNKNOWN);
    }

    @Test
    void aLengthBeyondTheEndIsNoPacket() {
        assertThat(kinds("c00000000114aa")).isEmpty();
        assertThat(kinds("e00000000101aa00407f00")).isEmpty();
        assertThat(kinds("")).isEmpty();
    }
}
