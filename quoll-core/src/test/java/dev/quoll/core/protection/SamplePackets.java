package dev.quoll.core.protection;

import dev.quoll.core.version.QuicVersion;

import java.util.HexFormat;

/// The sample packets of one version of QUIC, in hex; white space does not count.
record SamplePackets(
        QuicVersion version,
        String clientSecret,
        String serverSecret,
        String clientCryptoFrame,
        String clientHeader,
        String clientPacket,
        String serverPayload,
        String serverHeader,
        String serverPacket,
        String retryPacket,
        String chaCha20Secret,
        String chaCha20NextSecret,
        String chaCha20Packet) {
    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    @Override
    public String toString() {
        return version.toString();
    }
}
