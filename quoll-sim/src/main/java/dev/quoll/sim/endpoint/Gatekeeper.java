package dev.quoll.sim.endpoint;

import dev.quoll.core.connection.Admission;
import dev.quoll.core.connection.Admission.Address;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.Token;
import dev.quoll.core.protection.SealingKeys;
import dev.quoll.core.token.AddressTokens;
import dev.quoll.core.token.TokenVerdict;
import dev.quoll.core.token.UsedTokens;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.sim.clock.VirtualClock;
import dev.quoll.sim.seed.Seed;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Who may enter a simulated server, and with which tokens. *Confined*.
public final class Gatekeeper {
    /// What a client that begins is answered.
    public enum Answer {
        ACCEPT,
        REFUSE,
        RETRY,
        IGNORE
    }

    /// How long a client may take to answer a Retry.
    public static final Duration RETRY_LIFETIME = Duration.ofSeconds(15);

    /// How long tokens for later connections are good.
    public static final Duration TOKEN_LIFETIME = Duration.ofDays(14);

    private static final int TOKENS_PER_CONNECTION = 2;
    private static final int RECORD_BYTES = 1 << 16;

    private final VirtualClock clock;
    private final RandomGenerator random;
    private final UsedTokens usedRetries = new UsedTokens(RETRY_LIFETIME.toMillis(), RECORD_BYTES);
    private final UsedTokens usedTokens = new UsedTokens(TOKEN_LIFETIME.toMillis(), RECORD_BYTES);
    private final AddressTokens tokens;
    private Function<Admission, Answer> policy = _ -> Answer.ACCEPT;

    Gatekeeper(VirtualClock clock, Seed seed) {
        this.clock = clock;
        random = seed.generator();
        byte[] key = new byte[SealingKeys.KEY_LENGTH];
        random.nextBytes(key);
        tokens =
                new AddressTokens(
                        SealingKeys.of(AddressTokens.PURPOSE, key),
                        RETRY_LIFETIME.toMillis(),
                        TOKEN_LIFETIME.toMillis());
    }

    /// Changes who is let in; everybody at first.
    public void policy(Function<Admission, Answer> answer) {
        policy = answer;
    }

    /// Lets in only who has proved its address, and asks the others to.
    public void demandProof() {
        policy(
                client ->
                        client.isAddressProved()
                                ? Answer.ACCEPT
                                : client.mayRetry() ? Answer.RETRY : Answer.REFUSE);
    }

    TokenVerdict judge(FirstInitial first, InetSocketAddress client) {
        return tokens.judge(
                first.token(), first.version(), first.destination(), client, nowMillis());
    }

    /// What is known of a client whose token is not invalid; the token is used then.
    Admission admissionOf(FirstInitial first, TokenVerdict verdict, InetSocketAddress client) {
        boolean isProved =
                switch (verdict) {
                    case TokenVerdict.Retried(long number, long expiry, _) ->
                            usedRetries.use(number, expiry);
                    case TokenVerdict.Known(long number, long expiry) ->
                            usedTokens.use(number, expiry);
                    case TokenVerdict.Nothing(), TokenVerdict.Invalid() -> false;
                };
        return Admission.of(first, verdict, isProved ? Address.PROVED : Address.CLAIMED)
                .withNewTokens(version -> newTokens(client, version));
    }

    private List<Token> newTokens(InetSocketAddress client, QuicVersion version) {
        return Stream.generate(() -> tokens.forNewToken(version, client, nowMillis(), random))
                .limit(TOKENS_PER_CONNECTION)
                .toList();
    }

    Answer answer(Admission client) {
        return policy.apply(client);
    }

    Token retryToken(FirstInitial first, ConnectionId retrySource, InetSocketAddress client) {
        return tokens.forRetry(client, first.destination(), retrySource, nowMillis(), random);
    }

    private long nowMillis() {
        return Duration.ofNanos(clock.nowNanos()).toMillis();
    }
}
