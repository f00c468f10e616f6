package dev.quoll.core.spi;

import dev.quoll.core.version.QuicVersion;

/// Makes the keys that protect packets out of traffic secrets. *Thread-safe*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5 RFC 9001, section 5: Packet Protection
public interface PacketProtection {
    /// Bytes of the authentication tag at the end of every protected packet.
    int TAG_LENGTH = 16;

    /// Makes a sealer for the packets we send.
    PacketSealer sealer(QuicVersion version, TrafficSecret secret);

    /// Makes an opener for the packets we receive.
    PacketOpener opener(QuicVersion version, TrafficSecret secret);

    /// Makes the header masks that go with `secret`; they outlive key updates (RFC 9001 §6).
    HeaderProtector headerProtector(QuicVersion version, TrafficSecret secret);

    /// The secret of the next key phase (RFC 9001 §6.1).
    TrafficSecret nextSecret(QuicVersion version, TrafficSecret secret);
}
