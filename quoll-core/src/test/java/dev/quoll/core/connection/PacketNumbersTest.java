package dev.quoll.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.cid.HmacResetTokens;
import dev.quoll.core.cid.RandomConnectionIds;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.packet.Token;
import dev.quoll.core.protection.NullProtection;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.ClientTls;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.core.version.QuicVersion;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.SplittableRandom;

/// What a connection does when it comes to the last packet number.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.3 RFC 9000, section 12.3
class PacketNumbersTest {
    private static final long LAST = SentPackets.LAST_NUMBER;

    private final SplittableRandom random = new SplittableRandom(1);
    private final DatagramBatch batch = new DatagramBatch(1 << 16);
    private final ConnectionParts client = client();
    private final PacketSpace space =
            Objects.requireNonNull(
                    client.rooms()
                            .spaces()
                            .of(EncryptionLevel.INITIAL, client.rooms().paths().zero()));
    private long nowNanos;

    @Test
    void theLastPacketNumberIsUsedAndTheConnectionEndsWithoutAWord() throws TransportException {
        space.sent().beginAt(LAST - 1);
        client.rooms().handshake().start();
        assertThat(sends()).isTrue();
        assertThat(space.sent().largestSent()).isEqualTo(LAST - 1);

        probe();
        assertThat(sends()).isTrue();
        assertThat(space.sent().largestSent()).isEqualTo(LAST);
        assertThat(client.rooms().lifetime().isOpen()).isTrue();

        assertThat(sends()).isFalse(); // though a second probe is due
        assertThat(client.rooms().lifetime().state())
                .isInstanceOfSatisfying(
                        Lifecycle.Drained.class,
                        end ->
                                assertThat(end.cause())
                                        .isInstanceOf(CloseCause.LocalTransportError.class));
        assertThat(client.rooms().closer().wantsToSend()).isFalse();
    }

    @Test
    void whoIsClosingAlreadyRepeatsItsCloseNoMore() throws TransportException {
        space.sent().beginAt(LAST);
        client.rooms().handshake().start();
        client.rooms().closer().close(7, new byte[0], nowNanos);
        assertThat(sends()).isTrue();

        client.rooms().closer().onPacketWhileClosing();

        assertThat(sends()).isFalse();
        assertThat(client.rooms().lifetime().state().closeCause())
                .contains(new CloseCause.LocallyClosed(7));
    }

    private boolean sends() {
        return client.transmitter().build(batch, 1, nowNanos);
    }

    private void probe() {
        Recovery recovery = client.rooms().recovery();
        nowNanos = recovery.deadlineNanos(client.rooms().paths().zero());
        recovery.onTimeout(client.rooms().paths().zero(), nowNanos);
    }

    private ConnectionParts client() {
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
