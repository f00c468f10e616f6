package dev.quoll.core.token;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.Token;
import dev.quoll.core.spi.Sealer;
import dev.quoll.core.version.QuicVersion;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes a server's tokens and judges those that come back. Nothing is remembered: all is in the
/// token, sealed, so that any machine with the same keys can judge it. *Immutable*.
///
/// @param sealer seals the tokens, for [#PURPOSE] alone
/// @param retryLifetimeMillis how long a client may take to answer a Retry, from 1
/// @param newTokenLifetimeMillis how long a token of NEW_TOKEN is good, from 1
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.1.4 RFC 9000, section 8.1.4: Address
///   Validation Token Integrity
public record AddressTokens(Sealer sealer, long retryLifetimeMillis, long newTokenLifetimeMillis) {
    /// What a sealer has to be for, as the keys of core's `protection` are.
    public static final String PURPOSE = "address token";

    /// How far the clocks of machines that share keys may be apart.
    private static final long CLOCK_SKEW_MILLIS = 60_000;

    public AddressTokens {
        if (retryLifetimeMillis < 1 || newTokenLifetimeMillis < 1) {
            throw new IllegalArgumentException("tokens need some time to live");
        }
    }

    /// A token for a Retry packet, good for this client's answer alone (RFC 9000 §8.1.3 asks that
    /// it can be told from the others).
    ///
    /// @param retrySource the connection ID the client's answer will go to
    /// @param nowMillis since 1970
    public Token forRetry(
            InetSocketAddress client,
            ConnectionId originalDestination,
            ConnectionId retrySource,
            long nowMillis,
            RandomGenerator random) {
        return seal(
                new TokenContent.OfRetry(
                        random.nextLong(), nowMillis, client, originalDestination, retrySource),
                random);
    }

    /// A token for a NEW_TOKEN frame, good for the client's IP address, whatever the port: that
    /// changes from connection to connection.
    ///
    /// @param version the one it is good in, and no other (RFC 9369 §5)
    /// @param nowMillis since 1970
    public Token forNewToken(
            QuicVersion version, InetSocketAddress client, long nowMillis, RandomGenerator random) {
        return seal(
                new TokenContent.OfNewToken(
                        random.nextLong(), nowMillis, version.wire(), client.getAddress()),
                random);
    }

    private Token seal(TokenContent content, RandomGenerator random) {
        return Token.of(sealer.seal(content.encode(), random));
    }

    /// What to believe of a token.
    ///
    /// @param token of the client's first packet, or [Token#NONE]
    /// @param version of the same packet
    /// @param destination of the same packet
    /// @param client where the packet came from
    /// @param nowMillis since 1970
    public TokenVerdict judge(
            Token token,
            QuicVersion version,
            ConnectionId destination,
            InetSocketAddress client,
            long nowMillis) {
        Optional<TokenContent> content =
                token.length() == 0
                        ? Optional.empty()
                        : sealer.open(token.toBytes()).flatMap(TokenContent::decode);
        return switch (content.orElse(null)) {
            case null -> new TokenVerdict.Nothing(); // RFC 9000 §8.1.3: as if there were none
            case TokenContent.OfRetry retry -> judge(retry, destination, client, nowMillis);
            case TokenContent.OfNewToken given -> judge(given, version, client, nowMillis);
        };
    }

    private TokenVerdict judge(
            TokenContent.OfRetry retry,
            ConnectionId destination,
            InetSocketAddress client,
            long nowMillis) {
        boolean isGood =
                isFresh(retry.issuedMillis(), retryLifetimeMillis, nowMillis)
                        && retry.client().equals(client) // RFC 9000 §8.1.4
                        && retry.retrySource().equals(destination);
        return isGood
                ? new TokenVerdict.Retried(
                        retry.number(),
                        retry.issuedMillis() + retryLifetimeMillis,
                        retry.originalDestination())
                : new TokenVerdict.Invalid();
    }

    private TokenVerdict judge(
            TokenContent.OfNewToken given,
            QuicVersion version,
            InetSocketAddress client,
            long nowMillis) {
        boolean isGood =
                isFresh(given.issuedMillis(), newTokenLifetimeMillis, nowMillis)
                        && given.version() == version.wire()
                        && given.client().equals(client.getAddress());
        return isGood
                ? new TokenVerdict.Known(
                        given.number(), given.issuedMillis() + newTokenLifetimeMillis)
                : new TokenVerdict.Nothing();
    }

    private static boolean isFresh(long issuedMillis, long lifetimeMillis, long nowMillis) {
        long age = nowMillis - issuedMillis;
        return age >= -CLOCK_SKEW_MILLIS && age < lifetimeMillis;
    }
}
