package dev.quoll.udp;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// An address of the application's own kind, such as a public key at a relay or the number of a
/// device: the kind of [DatagramCarrier] that knows what it means, and bytes that mean something to
/// that carrier alone. Immutable, *thread-safe*.
///
/// It is used wherever a socket address is: [#toSocketAddress] has one for it, and [#of] tells
/// whose that is.
public final class CarrierAddress implements Comparable<CarrierAddress> {
    /// The longest kind, in characters.
    public static final int MAX_KIND_LENGTH = 32;

    /// The longest address, in bytes.
    public static final int MAX_BYTES = 255;

    private final String kind;
    private final byte[] bytes;
    private final int hash;

    /// An address; `bytes` are copied.
    ///
    /// @param kind of the carrier, 1 to 32 characters of `a` to `z`, `0` to `9` and `-`
    /// @param bytes 1 to 255
    /// @throws IllegalArgumentException if one of them is too long or empty, or the kind has other
    ///   characters
    public CarrierAddress(String kind, byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("an address of " + bytes.length + " bytes");
        }
        this.kind = checkedKind(kind);
        this.bytes = bytes.clone();
        hash = 31 * kind.hashCode() + Arrays.hashCode(this.bytes);
    }

    /// `kind`, if it may be the kind of a carrier.
    ///
    /// @throws IllegalArgumentException if not
    static String checkedKind(String kind) {
        boolean isFit = kind.chars().allMatch(CarrierAddress::isOfKind);
        if (!isFit || kind.isEmpty() || kind.length() > MAX_KIND_LENGTH) {
            throw new IllegalArgumentException("kind of carrier: " + kind);
        }
        return kind;
    }

    private static boolean isOfKind(int character) {
        return character >= 'a' && character <= 'z'
                || character >= '0' && character <= '9'
                || character == '-';
    }

    /// Whose address a socket address stands for; empty if it is one of a network.
    public static Optional<CarrierAddress> of(InetSocketAddress address) {
        return address instanceof CarriedSocketAddress carried
                ? Optional.of(carried.carrierAddress())
                : Optional.empty();
    }

    /// The socket address that stands for this one: to connect to, and to recognize in paths. It is
    /// the same each time within a process, and leads nowhere in another.
    public CarriedSocketAddress toSocketAddress() {
        return CarriedSocketAddress.of(this);
    }

    /// The kind of carrier it is for.
    public String kind() {
        return kind;
    }

    /// What the carrier knows it by; a copy.
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CarrierAddress that
                && hash == that.hash
                && kind.equals(that.kind)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /// By kind and then by bytes: tables of addresses that somebody made to have one hash stay
    /// fast.
    @Override
    public int compareTo(CarrierAddress other) {
        int byKind = kind.compareTo(other.kind);
        return byKind == 0 ? Arrays.compareUnsigned(bytes, other.bytes) : byKind;
    }

    @Override
    public String toString() {
        return kind + ":" + HexFormat.of().formatHex(bytes);
    }
}
