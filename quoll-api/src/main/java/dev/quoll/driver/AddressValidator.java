package dev.quoll.driver;

import dev.quoll.config.ServerConfig;
import dev.quoll.core.connection.Admission.Address;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.endpoint.FirstAnswers;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.Token;
import dev.quoll.core.token.AddressTokens;
import dev.quoll.core.token.TokenVerdict;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.token.BloomTokenLog;
import dev.quoll.token.TokenLog;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Makes and judges tokens for one configuration of a server. *Thread-safe*.
final class AddressValidator {
    /// For tokens of Retry packets, of which there are few at a time: they end in seconds.
    private static final int RETRY_LOG_BYTES = 1 << 20;

    private final ServerConfig config;
    private final SecureRandom random;
    private final TokenLog usedRetries;

    AddressValidator(ServerConfig config, SecureRandom random) {
        this.config = config;
        this.random = random;
        usedRetries = new BloomTokenLog(config.retryTokenLifetime(), RETRY_LOG_BYTES);
    }

    /// What to believe of a client's token, but for whether it was used. Never waits.
    TokenVerdict judge(FirstInitial first, InetSocketAddress client) {
        return tokens().judge(
                        first.token(), first.version(), first.destination(), client, nowMillis());
    }

    /// Uses the token, and says what that proves. May wait for the log.
    Address use(TokenVerdict verdict) {
        boolean isFirstUse =
                switch (verdict) {
                    case TokenVerdict.Nothing(), TokenVerdict.Invalid() -> false;
                    case TokenVerdict.Retried(long number, long expiryMillis, _) ->
                            usedRetries.use(number, Instant.ofEpochMilli(expiryMillis));
                    case TokenVerdict.Known(long number, long expiryMillis) ->
                            config.tokenLog().use(number, Instant.ofEpochMilli(expiryMillis));
                };
        return isFirstUse ? Address.PROVED : Address.CLAIMED;
    }

    /// A Retry packet that asks the client to send to `source`.
    byte[] retry(FirstInitial first, ConnectionId source, InetSocketAddress client) {
        Token token = tokens().forRetry(client, first.destination(), source, nowMillis(), random);
        return FirstAnswers.retry(first, source, token, random);
    }

    List<Token> newTokens(InetSocketAddress client, QuicVersion version) {
        AddressTokens tokens = tokens();
        long nowMillis = nowMillis();
        return Stream.generate(() -> tokens.forNewToken(version, client, nowMillis, random))
                .limit(config.newTokenCount())
                .toList();
    }

    private AddressTokens tokens() {
        return new AddressTokens(
                config.tokenKeys().sealer(),
                config.retryTokenLifetime().toMillis(),
                config.newTokenLifetime().toMillis());
    }

    private long nowMillis() {
        return config.clock().millis();
    }
}
