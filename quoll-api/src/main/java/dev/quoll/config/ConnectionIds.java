package dev.quoll.config;

import dev.quoll.core.cid.KeyedConnectionIds;
import dev.quoll.core.cid.LoadBalancedConnectionIds;
import dev.quoll.core.cid.RandomConnectionIds;
import dev.quoll.core.spi.ConnectionIdGenerator;
import dev.quoll.core.spi.LoadBalancing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The ways to make connection IDs that are ready to use, for
/// [EndpointConfig.Builder#connectionIds]; each endpoint gets a generator of its own.
public final class ConnectionIds {
    /// Fewer bytes are too few for all connections of an endpoint.
    private static final int MIN_LENGTH = 4;

    private static final int MAX_LENGTH = 20;

    private ConnectionIds() {}

    static void check(ConnectionIdGenerator ids, boolean serves) {
        if (ids.length() > 0) {
            Checks.inRange("connection ID length", ids.length(), MIN_LENGTH, MAX_LENGTH);
        } else if (serves) {
            throw new IllegalArgumentException(
                    "an endpoint without connection IDs cannot serve: clients behind one address"
                            + " could not be told apart");
        }
    }

    /// No IDs: packets are shorter by them, and what comes is told apart by the address it comes
    /// from. For endpoints that only connect, to one peer once at a time, and stay where they are:
    /// they cannot serve or [dev.quoll.Endpoint#rebind], and a server's preferred address is not
    /// gone to. A NAT may still give them another address.
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.1 RFC 9000, section 5.1
    public static Supplier<ConnectionIdGenerator> none() {
        return () -> new RandomConnectionIds(0, new SecureRandom());
    }

    /// IDs of random bytes.
    ///
    /// @param length 4 to 20
    public static Supplier<ConnectionIdGenerator> random(int length) {
        Checks.inRange("connection ID length", length, MIN_LENGTH, MAX_LENGTH);
        return () -> new RandomConnectionIds(length, new SecureRandom());
    }

    /// IDs of 8 bytes that only who has the key tells from foreign ones: packets with those are
    /// dropped and not answered.
    ///
    /// @param key 16 secret bytes; the same as before where former IDs are to be known, and at all
    ///   machines behind one address
    public static Supplier<ConnectionIdGenerator> keyed(byte[] key) {
        int length = KeyedConnectionIds.KEY_LENGTH;
        Checks.inRange("bytes of connection ID key", key.length, length, length);
        byte[] copy = key.clone();
        return () -> new KeyedConnectionIds(copy, new SecureRandom());
    }

    /// Keyed IDs whose key follows from the reset key: who can answer for a lost connection must
    /// know its IDs.
    static Supplier<ConnectionIdGenerator> knownBy(byte[] resetKey) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(resetKey, "HmacSHA256"));
            byte[] hash = mac.doFinal("quoll connection ids".getBytes(StandardCharsets.US_ASCII));
            return keyed(Arrays.copyOf(hash, KeyedConnectionIds.KEY_LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /// IDs by which load balancers find this server without keeping state (QUIC-LB).
    public static Supplier<ConnectionIdGenerator> loadBalanced(LoadBalancing agreed) {
        return () -> new LoadBalancedConnectionIds(agreed, new SecureRandom());
    }
}
