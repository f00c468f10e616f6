package dev.quoll.core.cid;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.spi.ConnectionIdGenerator;
import dev.quoll.core.spi.LoadBalancing;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Connection IDs that bring packets to their server through load balancers which keep no state:
/// the server's ID is in each of them, hidden by a key or not. *Confined*.
///
/// @spec https://www.ietf.org/archive/id/draft-ietf-quic-load-balancers-21.html
///   draft-ietf-quic-load-balancers, section 5: Server ID Encoding in Connection IDs
public final class LoadBalancedConnectionIds implements ConnectionIdGenerator {
    private static final int CONFIGURATION_SHIFT = 5;
    private static final int LENGTH_BITS = 0x1f;

    private final LoadBalancing agreed;
    private final byte[] serverId;
    private final RandomGenerator random;
    private final @Nullable IdCipher cipher;
    private final byte[] nonce;

    /// @param random makes what nobody may foresee
    public LoadBalancedConnectionIds(LoadBalancing agreed, RandomGenerator random) {
        this.agreed = agreed;
        this.serverId = agreed.serverId();
        this.random = random;
        this.cipher = agreed.key().map(IdCipher::new).orElse(null);
        this.nonce = new byte[agreed.nonceLength()];
        random.nextBytes(nonce);
    }

    @Override
    public int length() {
        return agreed.idLength();
    }

    @Override
    public ConnectionId generate() {
        if (cipher == null) {
            random.nextBytes(nonce); // it is seen, so one must not lead to the next
        } else {
            count();
        }
        return of(nonce, random.nextInt());
    }

    @Override
    public boolean mayHaveMade(ConnectionId id) {
        byte[] bytes = id.toBytes();
        if (bytes.length != agreed.idLength()
                || (bytes[0] & 0xff) >>> CONFIGURATION_SHIFT != agreed.configuration()) {
            return false;
        }
        byte[] shown = Arrays.copyOfRange(bytes, 1, bytes.length);
        byte[] plain = cipher == null ? shown : cipher.decrypt(shown);
        return Arrays.equals(plain, 0, serverId.length, serverId, 0, serverId.length);
    }

    /// The ID with this nonce.
    ///
    /// @param noise its low five bits are taken where the length is not told
    ConnectionId of(byte[] withNonce, int noise) {
        byte[] plain = Arrays.copyOf(serverId, serverId.length + withNonce.length);
        System.arraycopy(withNonce, 0, plain, serverId.length, withNonce.length);
        byte[] shown = cipher == null ? plain : cipher.encrypt(plain);
        byte[] id = new byte[1 + shown.length];
        int low =
                switch (agreed.firstByte()) {
                    case TOLD -> shown.length;
                    case HIDDEN -> noise & LENGTH_BITS;
                };
        id[0] = (byte) (agreed.configuration() << CONFIGURATION_SHIFT | low);
        System.arraycopy(shown, 0, id, 1, shown.length);
        return ConnectionId.of(id);
    }

    /// The next nonce; encrypted, it is unlike all others.
    private void count() {
        for (int i = nonce.length - 1; i >= 0 && ++nonce[i] == 0; i--) {}
    }
}
