package dev.quoll.udp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The socket address that stands for a [CarrierAddress], so that a transport made for IP carries
/// such addresses without knowing. Immutable, *thread-safe*.
///
/// It is an IPv6 address in [#PREFIX], and carries the address it stands for along: who holds it
/// can send there, whatever a table has forgotten meanwhile. Its last 80 bits are a keyed hash of
/// what it stands for, under a key that each process makes anew. So the same [CarrierAddress]
/// always gives an equal socket address, and nobody outside the process can guess one. An address
/// of the same digits that was made elsewhere, by parsing or by reading it from the network, stands
/// for nothing: [JoinedSocket] sends to it neither by a carrier nor by UDP.
///
/// The prefix is unique-local: no router of the Internet forwards it, and as its 40 random bits are
/// our own no site has it but by a chance of one in 10^12. Even there nothing goes wrong but that
/// this site's machines are not reached: what is sent to the prefix never reaches UDP, and what
/// comes from it over UDP is thrown away.
///
/// @spec https://www.rfc-editor.org/rfc/rfc4193#section-3 RFC 4193, section 3: Local IPv6 Unicast
///   Addresses
public final class CarriedSocketAddress extends InetSocketAddress {
    /// The reserved prefix, a /48: `fd` and the first 40 bits of the SHA-256 hash of `quoll
    /// datagram carriers`.
    public static final String PREFIX = "fd22:2ec:e599::/48";

    private static final long serialVersionUID = 1L;

    private static final byte[] PREFIX_BYTES = {
        (byte) 0xfd, 0x22, 0x02, (byte) 0xec, (byte) 0xe5, (byte) 0x99
    };
    private static final int ADDRESS_BYTES = 16;

    /// Carriers have no ports; 0 would say that nobody can be reached.
    private static final int PORT = 1;

    private static final SecretKeySpec KEY = newKey();

    private final transient CarrierAddress carrierAddress;

    private CarriedSocketAddress(InetAddress mapped, CarrierAddress carrierAddress) {
        super(mapped, PORT);
        this.carrierAddress = carrierAddress;
    }

    /// The socket address for `address`. It takes a hash, some microseconds.
    static CarriedSocketAddress of(CarrierAddress address) {
        byte[] mapped = Arrays.copyOf(PREFIX_BYTES, ADDRESS_BYTES);
        System.arraycopy(
                hash(address), 0, mapped, PREFIX_BYTES.length, ADDRESS_BYTES - PREFIX_BYTES.length);
        return new CarriedSocketAddress(ofBytes(mapped), address);
    }

    /// Whether an address is in [#PREFIX], and so one that no network has.
    public static boolean isReserved(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == ADDRESS_BYTES
                && Arrays.mismatch(bytes, PREFIX_BYTES) == PREFIX_BYTES.length;
    }

    /// What it stands for.
    public CarrierAddress carrierAddress() {
        return carrierAddress;
    }

    private static SecretKeySpec newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, "HmacSHA256");
    }

    private static byte[] hash(CarrierAddress address) {
        byte[] kind = address.kind().getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = address.bytes();
        ByteBuffer input = ByteBuffer.allocate(1 + kind.length + bytes.length);
        input.put((byte) kind.length).put(kind).put(bytes);
        try {
            Mac mac = Mac.getInstance(KEY.getAlgorithm());
            mac.init(KEY);
            return mac.doFinal(input.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static InetAddress ofBytes(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e); // only for other lengths
        }
    }

    /// What is written and read again stands for nothing: it may be another process that reads.
    private Object writeReplace() {
        return new InetSocketAddress(getAddress(), getPort());
    }
}
