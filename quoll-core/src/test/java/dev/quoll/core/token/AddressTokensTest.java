package dev.quoll.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.Token;
import dev.quoll.core.protection.SealingKeys;
import dev.quoll.core.version.QuicVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Random;

class AddressTokensTest {
    private static final long NOW = 1_900_000_000_000L;
    private static final long RETRY_LIFETIME = 15_000;
    private static final long LIFETIME = 14L * 24 * 3600 * 1000;
    private static final ConnectionId ORIGINAL = ConnectionId.of(new byte[20]);
    private static final ConnectionId SOURCE = ConnectionId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

    private final Random random = new Random(4);
    private final InetSocketAddress client = address("10.1.2.3", 4000);
    private final AddressTokens tokens = tokens(key(1));

    private static byte[] key(int fill) {
        byte[] key = new byte[SealingKeys.KEY_LENGTH];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private static AddressTokens tokens(byte[] current, byte[]... previous) {
        return new AddressTokens(
                SealingKeys.of(AddressTokens.PURPOSE, current, previous), RETRY_LIFETIME, LIFETIME);
    }

    private static InetSocketAddress address(String literal, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(literal), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Token retryToken() {
        return tokens.forRetry(client, ORIGINAL, SOURCE, NOW, random);
    }

    private Token newToken() {
        return tokens.forNewToken(QuicVersion.V1, client, NOW, random);
    }

    private TokenVerdict judge(Token token, InetSocketAddress from, long nowMillis) {
        return tokens.judge(token, QuicVersion.V1, SOURCE, from, nowMillis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "2001:db8::1"})
    void aTokenOfARetryTellsWhereTheClientBegan(String literal) {
        InetSocketAddress from = address(literal, 65_535);
        Token token = tokens.forRetry(from, ORIGINAL, SOURCE, NOW, random);

        assertThat(judge(token, from, NOW + 1))
                .isInstanceOfSatisfying(
                        TokenVerdict.Retried.class,
                        retried -> {
                            assertThat(retried.originalDestination()).isEqualTo(ORIGINAL);
                            assertThat(retried.expiryMillis()).isEqualTo(NOW + RETRY_LIFETIME);
                        });
    }

    @Test
    void aTokenOfARetryIsGoodForOneAddressAndPort() { // RFC 9000 §8.1.4
        assertThat(judge(retryToken(), address("10.1.2.4", 4000), NOW))
                .isEqualTo(new TokenVerdict.Invalid());
        assertThat(judge(retryToken(), address("10.1.2.3", 4001), NOW))
                .isEqualTo(new TokenVerdict.Invalid());
    }

    @Test
    void aTokenOfARetryIsGoodForOneConnection() {
        assertThat(tokens.judge(retryToken(), QuicVersion.V1, ORIGINAL, client, NOW))
                .isEqualTo(new TokenVerdict.Invalid());
    }

    @Test
    void aTokenOfARetryIsGoodForFifteenSeconds() {
        assertThat(judge(retryToken(), client, NOW + RETRY_LIFETIME - 1))
                .isInstanceOf(TokenVerdict.Retried.class);
        assertThat(judge(retryToken(), client, NOW + RETRY_LIFETIME))
                .isEqualTo(new TokenVerdict.Invalid());
    }

    @Test
    void aTokenForLaterIsGoodForAnyPortOfItsAddress() {
        assertThat(judge(newToken(), address("10.1.2.3", 9), NOW))
                .isInstanceOf(TokenVerdict.Known.class);
        assertThat(judge(newToken(), address("10.1.2.4", 4000), NOW))
                .isEqualTo(new TokenVerdict.Nothing());
    }

    @Test
    void aTokenForLaterIsGoodInItsVersionAlone() { // RFC 9369 §5
        Token token = tokens.forNewToken(QuicVersion.V2, client, NOW, random);

        assertThat(tokens.judge(token, QuicVersion.V2, SOURCE, client, NOW))
                .isInstanceOf(TokenVerdict.Known.class);
        assertThat(judge(token, client, NOW)).isEqualTo(new TokenVerdict.Nothing());
    }

    @Test
    void aTokenForLaterIsGoodForFourteenDays() {
        assertThat(judge(newToken(), client, NOW + LIFETIME - 1))
                .isInstanceOfSatisfying(
                        TokenVerdict.Known.class,
                        known -> assertThat(known.expiryMillis()).isEqualTo(NOW + LIFETIME));
        assertThat(judge(newToken(), client, NOW + LIFETIME)).isEqualTo(new TokenVerdict.Nothing());
    }

    @Test
    void aTokenFromTheFutureCountsIfTheClocksMayDiffer() {
        assertThat(judge(newToken(), client, NOW - 60_000)).isInstanceOf(TokenVerdict.Known.class);
        assertThat(judge(newToken(), client, NOW - 60_001)).isEqualTo(new TokenVerdict.Nothing());
    }

    @Test
    void everyTokenHasANumberOfItsOwn() {
        TokenVerdict.Known one = (TokenVerdict.Known) judge(newToken(), client, NOW);
        TokenVerdict.Known other = (TokenVerdict.Known) judge(newToken(), client, NOW);

        assertThat(one.number()).isNotEqualTo(other.number());
    }

    @Test
    void noTokenAndNonsenseCountForNothing() {
        assertThat(judge(Token.NONE, client, NOW)).isEqualTo(new TokenVerdict.Nothing());
        for (int length = 1; length < 300; length++) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            assertThat(judge(Token.of(noise), client, NOW)).isEqualTo(new TokenVerdict.Nothing());
        }
    }

    @Test
    void noBitOfATokenCanBeChanged() {
        byte[] token = retryToken().toBytes();
        for (int bit = 0; bit < 8 * token.length; bit++) {
            byte[] changed = token.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(judge(Token.of(changed), client, NOW)).isEqualTo(new TokenVerdict.Nothing());
        }
    }

    @Test
    void whatIsSealedWithAPreviousKeyStillCounts() {
        Token token = newToken();

        assertThat(tokens(key(2), key(1)).judge(token, QuicVersion.V1, SOURCE, client, NOW))
                .isInstanceOf(TokenVerdict.Known.class);
        assertThat(tokens(key(2)).judge(token, QuicVersion.V1, SOURCE, client, NOW))
                .isEqualTo(new TokenVerdict.Nothing());
    }

    @Test
    void aSealedContentOfAnotherKindCountsForNothing() {
        SealingKeys keys = SealingKeys.of(AddressTokens.PURPOSE, key(1));
        byte[][] contents = {{}, {0}, {1}, {2}, {9, 9, 9}, new byte[200]};
        for (byte[] content : contents) {
            assertThat(judge(Token.of(keys.seal(content, random)), client, NOW))
                    .isEqualTo(new TokenVerdict.Nothing());
        }
        SealingKeys tickets = SealingKeys.of("session ticket", key(1));
        byte[] good =
                new TokenContent.OfNewToken(1, NOW, QuicVersion.V1.wire(), client.getAddress())
                        .encode();
        assertThat(judge(Token.of(tickets.seal(good, random)), client, NOW))
                .isEqualTo(new TokenVerdict.Nothing());
    }

    @Test
    void lifetimesArePositive() {
        SealingKeys keys = SealingKeys.none(AddressTokens.PURPOSE);
        assertThatThrownBy(() -> new AddressTokens(keys, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddressTokens(keys, 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
