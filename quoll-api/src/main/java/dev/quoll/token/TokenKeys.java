package dev.quoll.token;

import dev.quoll.core.protection.SealingKeys;
import dev.quoll.core.spi.Sealer;
import dev.quoll.core.token.AddressTokens;

import java.security.SecureRandom;

/// The keys under which a server seals its address tokens: one to seal with, and previous ones
/// whose tokens still count. All machines that answer for one service can share them, so that a
/// Retry of one is good at another, and a client that was here before is known everywhere.
/// *Thread-safe*.
///
/// Whoever has a key can make tokens, and so make servers believe that a client has any address:
/// they would send more to it than an address that is not proved gets. Keep keys secret, and rotate
/// them; tokens are good for two weeks unless the configuration says otherwise.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.1.4 RFC 9000, section 8.1.4
public final class TokenKeys {
    /// Bytes of a key.
    public static final int KEY_LENGTH = SealingKeys.KEY_LENGTH;

    /// Previous keys that still count; older ones are dropped by [#rotate].
    public static final int MAX_PREVIOUS = SealingKeys.MAX_PREVIOUS;

    private volatile SealingKeys keys;

    private TokenKeys(SealingKeys keys) {
        this.keys = keys;
    }

    /// Keys given by the application.
    ///
    /// @param current seals; [#KEY_LENGTH] random bytes, which are copied
    /// @param previous open only; at most [#MAX_PREVIOUS]
    public static TokenKeys of(byte[] current, byte[]... previous) {
        return new TokenKeys(SealingKeys.of(AddressTokens.PURPOSE, current, previous));
    }

    /// A random key that ends with this process, and its tokens with it.
    public static TokenKeys ofThisProcess() {
        byte[] key = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        return of(key);
    }

    /// Seals with `next` from now on; the key until now becomes a previous one. To let a fleet
    /// rotate without losing tokens, give every machine the new key as a previous one first.
    ///
    /// @param next [#KEY_LENGTH] random bytes, which are copied
    public synchronized void rotate(byte[] next) {
        keys = keys.rotatedTo(next, MAX_PREVIOUS);
    }

    /// What the present keys do.
    public Sealer sealer() {
        return keys;
    }

    @Override
    public String toString() {
        return "TokenKeys[hidden]";
    }
}
