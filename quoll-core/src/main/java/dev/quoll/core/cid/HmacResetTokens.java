package dev.quoll.core.cid;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.spi.StatelessResetTokens;

import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Reset tokens that are the HMAC-SHA256 of the connection ID under a secret key, cut to 16 bytes.
/// *Thread-safe*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10.3.2 RFC 9000, section 10.3.2
public final class HmacResetTokens implements StatelessResetTokens {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /// Tokens under `key`, which should have 32 random bytes and outlive the process if resets are
    /// to work after a restart.
    public HmacResetTokens(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    @Override
    public StatelessResetToken tokenOf(ConnectionId id) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return StatelessResetToken.of(mac.doFinal(id.toBytes()), 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
