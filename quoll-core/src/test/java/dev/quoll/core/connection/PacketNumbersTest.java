package dev.quoll.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.EncryptionLevel;

import org.junit.jupiter.api.Test;

/// What a connection does when it comes to the last packet number.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.3 RFC 9000, section 12.3
class PacketNumbersTest {
    private static final long LAST = SentPackets.LAST_NUMBER;

    private final LoneClient client = new LoneClient();
    private final Rooms rooms = client.rooms();
    private final PacketSpace space = client.space(EncryptionLevel.INITIAL);

    @Test
    void theLastPacketNumberIsUsedAndTheConnectionEndsWithoutAWord() throws TransportException {
        space.sent().beginAt(LAST - 1);
        rooms.handshake().start();
        assertThat(client.sends(0)).isTrue();
        assertThat(space.sent().largestSent()).isEqualTo(LAST - 1);

        long nowNanos = rooms.recovery().deadlineNanos(client.path());
        rooms.recovery().onTimeout(client.path(), nowNanos);
        assertThat(client.sends(nowNanos)).isTrue();
        assertThat(space.sent().largestSent()).isEqualTo(LAST);
        assertThat(rooms.lifetime().isOpen()).isTrue();

        assertThat(client.sends(nowNanos)).isFalse(); // though a second probe is due
        assertThat(rooms.lifetime().state())
                .isInstanceOfSatisfying(
                        Lifecycle.Drained.class,
                        end ->
                                assertThat(end.cause())
                                        .isInstanceOf(CloseCause.LocalTransportError.class));
        assertThat(rooms.closer().wantsToSend()).isFalse();
    }

    @Test
    void whoIsClosingAlreadyRepeatsItsCloseNoMore() throws TransportException {
        space.sent().beginAt(LAST);
        rooms.handshake().start();
        rooms.closer().close(7, new byte[0], 0);
        assertThat(client.sends(0)).isTrue();

        rooms.closer().onPacketWhileClosing();

        assertThat(client.sends(0)).isFalse();
        assertThat(rooms.lifetime().state().closeCause()).contains(new CloseCause.LocallyClosed(7));
    }
}
