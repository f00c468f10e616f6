package dev.quoll.core.version;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A version of QUIC this library speaks, with the constants that differ between versions.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.2 RFC 9001, section 5.2: Initial Secrets
/// @spec https://www.rfc-editor.org/rfc/rfc9369#section-3 RFC 9369, section 3: Differences
public enum QuicVersion {
    V1(
            0x00000001,
            "38762cf7f55934b34d179ae6a4c80cadccbb7f0a",
            "quic ",
            "be0c690b9f66575a1d766b54e368c84e",
            "461599d35d632bf2239825bb",
            0),
    V2(
            0x6b3343cf,
            "0dede3def700a6db819381be6e269dcbf9bd2ed9",
            "quicv2 ",
            "8fb4b01b56ac48e260fbcbcead7ccc92",
            "d86969bc2d7c6d9990efb04a",
            1);

    private final int wire;
    private final String initialSalt;
    private final String labelPrefix;
    private final String retryKey;
    private final String retryNonce;
    private final int typeShift;

    QuicVersion(
            int wire,
            String initialSalt,
            String labelPrefix,
            String retryKey,
            String retryNonce,
            int typeShift) {
        this.wire = wire;
        this.initialSalt = initialSalt;
        this.labelPrefix = labelPrefix;
        this.retryKey = retryKey;
        this.retryNonce = retryNonce;
        this.typeShift = typeShift;
    }

    /// The version with this number, if it is one of ours.
    public static Optional<QuicVersion> of(int wire) {
        return switch (wire) {
            case 0x00000001 -> Optional.of(V1);
            case 0x6b3343cf -> Optional.of(V2);
            default -> Optional.empty();
        };
    }

    /// The name under which a client keeps what a server gave it for later connections of this
    /// version: sessions and tokens are good in no other (RFC 9369 §5). That of version 1 is the
    /// server's own, that of version 2 has `/v2` behind it.
    ///
    /// @param server what names the server, such as `example.org:443`
    public String keyOf(String server) {
        return switch (this) {
            case V1 -> server;
            case V2 -> server + "/v2";
        };
    }

    /// A number that no version will ever have (RFC 9000 §15), to see whether peers can live with
    /// what they do not know.
    public static int reserved(RandomGenerator random) {
        return random.nextInt() & 0xf0f0f0f0 | 0x0a0a0a0a;
    }

    /// The number in long headers.
    public int wire() {
        return wire;
    }

    /// The salt of the Initial secrets.
    public byte[] initialSalt() {
        return HexFormat.of().parseHex(initialSalt);
    }

    /// What the HKDF labels of packet protection begin with, such as `quic key`.
    public String labelPrefix() {
        return labelPrefix;
    }

    /// The AES-128-GCM key of the Retry integrity tag.
    public byte[] retryKey() {
        return HexFormat.of().parseHex(retryKey);
    }

    /// The nonce of the Retry integrity tag.
    public byte[] retryNonce() {
        return HexFormat.of().parseHex(retryNonce);
    }

    /// The two type bits of a long header for version 1's type `type` (0 Initial, 1 0-RTT, 2
    /// Handshake, 3 Retry); version 2 turns them by one (RFC 9369 §3.2).
    public int longTypeBits(int type) {
        return type + typeShift & 3;
    }

    /// The version 1 type for the two type bits of a long header.
    public int longType(int bits) {
        return bits - typeShift & 3;
    }
}
