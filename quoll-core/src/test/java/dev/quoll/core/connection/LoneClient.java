package dev.quoll.core.connection;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.cid.HmacResetTokens;
import dev.quoll.core.cid.RandomConnectionIds;
import dev.quoll.core.packet.Token;
import dev.quoll.core.path.Path;
import dev.quoll.core.protection.NullProtection;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.ClientTls;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.core.version.QuicVersion;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/// The rooms of a client that nobody answers; a test does to one of them what a server would bring
/// about.
final class LoneClient {
    private final ConnectionParts parts = begin();
    private final DatagramBatch batch = new DatagramBatch(1 << 16);

    Rooms rooms() {
        return parts.rooms();
    }

    Path path() {
        return rooms().paths().zero();
    }

    PacketSpace space(EncryptionLevel level) {
        return Objects.requireNonNull(rooms().spaces().of(level, path()));
    }

    /// Whether it sends a datagram now.
    boolean sends(long nowNanos) {
        return parts.transmitter().build(batch, 1, nowNanos);
    }

    /// TLS is taken to be done, and the server to have said so.
    void confirm() {
        Lifetime lifetime = rooms().lifetime();
        lifetime.onEstablished(
                new HandshakeData(
                        "test",
                        Optional.empty(),
                        CipherSuite.TLS_AES_128_GCM_SHA256,
                        "x25519",
                        Optional.empty()));
        lifetime.onConfirmed();
    }

    private static ConnectionParts begin() {
        SplittableRandom random = new SplittableRandom(1);
        ClientTls tls = (_, _) -> new HelloOnly();
        ConnectionServices services =
                new ConnectionServices(
                        new NullProtection(),
                        new RandomConnectionIds(8, random),
                        new HmacResetTokens(new byte[32]),
                        random);
        FourTuple route = FourTuple.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        return new ClientBeginning(ConnectionConfig.DEFAULT, services, tls, "localhost", route)
                .first(QuicVersion.V1, Token.NONE, 0);
    }

    /// Says something that looks like a ClientHello, and nothing more.
    private static final class HelloOnly implements TlsSession {
        private boolean said;

        @Override
        public void onBytes(EncryptionLevel level, byte[] bytes, int offset, int length) {}

        @Override
        public void replaceTransportParameters(byte[] encoded) {}

        @Override
        public @Nullable TlsEvent poll() {
            if (said) {
                return null;
            }
            said = true;
            return new TlsEvent.HandshakeBytes(EncryptionLevel.INITIAL, new byte[300]);
        }

        @Override
        public @Nullable HandshakeTask pollTask() {
            return null;
        }

        @Override
        public void onTaskDone(HandshakeTask task) {}
    }
}
