package dev.quoll.relay;

import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.tls.RawKeys;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/// The name of a peer: the 32 bytes of its Ed25519 public key. Equal by these. *Immutable*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8032#section-5.1.5 RFC 8032, section 5.1.5
public final class PeerKey {
    /// Bytes of a key.
    public static final int LENGTH = 32;

    private final byte[] bytes;
    private final int hash;

    private PeerKey(byte[] bytes) {
        this.bytes = bytes;
        hash = Arrays.hashCode(bytes);
    }

    /// The name with these 32 bytes. Whether they are a key that somebody can have shows when it is
    /// made one, by [#publicKey].
    ///
    /// @throws IllegalArgumentException for another number of bytes
    public static PeerKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a key of " + bytes.length + " bytes");
        }
        return new PeerKey(bytes.clone());
    }

    /// The name of who has this key.
    ///
    /// @throws IllegalArgumentException if it is of another kind than Ed25519
    public static PeerKey of(PublicKey key) {
        return new PeerKey(RawKeys.ed25519Bytes(key));
    }

    /// The name of a peer that has proved who it is.
    ///
    /// @throws IllegalArgumentException if its key is of another kind than Ed25519
    public static PeerKey of(PeerIdentity peer) {
        return of(peer.publicKey());
    }

    /// The name that is written so, in 64 hex digits.
    ///
    /// @throws IllegalArgumentException if it is none
    public static PeerKey parse(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /// The 32 bytes; a copy.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The key itself.
    ///
    /// @throws IllegalArgumentException if nobody can have it
    public PublicKey publicKey() {
        return RawKeys.ed25519(bytes.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeerKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /// The key in hex, as [#parse] reads it.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
