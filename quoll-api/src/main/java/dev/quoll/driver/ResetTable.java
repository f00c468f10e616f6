package dev.quoll.driver;

import dev.quoll.core.id.StatelessResetToken;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// Which connection a stateless reset ends. Tokens are found by a hash that depends on secrets of
/// the table and compared in constant time, so that nobody learns a token by trying (RFC 9000
/// §10.3.1). *Thread-safe*.
final class ResetTable {
    private record Key(StatelessResetToken token, int hash) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && that.hash == hash && that.token.equals(token);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final ConcurrentHashMap<Key, Recipient> recipients = new ConcurrentHashMap<>();
    private final HashSecret secret;

    ResetTable(RandomGenerator random) {
        secret = new HashSecret(random);
    }

    /// Who is to be given a datagram that is for nobody, if it ends with a token.
    @Nullable Recipient find(byte[] datagram, int offset, int length) {
        int tokenOffset = offset + length - StatelessResetToken.LENGTH;
        return tokenOffset < offset || recipients.isEmpty()
                ? null
                : recipients.get(key(StatelessResetToken.of(datagram, tokenOffset)));
    }

    void put(StatelessResetToken token, Recipient recipient) {
        recipients.put(key(token), recipient);
    }

    /// Forgets a token, unless somebody else has it now.
    void remove(StatelessResetToken token, Recipient recipient) {
        recipients.remove(key(token), recipient);
    }

    int size() {
        return recipients.size();
    }

    private Key key(StatelessResetToken token) {
        return new Key(token, secret.hash(token.toBytes(), StatelessResetToken.LENGTH));
    }
}
