package dev.quoll.tls.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.Wire;
import dev.quoll.tls.resumption.LocalReplayGuard;
import dev.quoll.tls.resumption.MemorySessionStore;
import dev.quoll.tls.resumption.SessionStore;
import dev.quoll.tls.resumption.StoredSession;
import dev.quoll.tls.resumption.TicketKeys;
import dev.quoll.tls.ticket.ClientSession;
import dev.quoll.tls.ticket.EarlyDataUse;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The key of a session is gone when the session is resumed, and is printed nowhere.
class ResumptionSecrecyTest {
    private final Instant now = Instant.now();
    private final SessionStore store = new MemorySessionStore();
    private final ClientSettings settings =
            Peers.client(
                    new ClientResumption(
                            store,
                            EarlyDataUse.UNLIMITED,
                            new byte[ClientResumption.MARK_LENGTH],
                            () -> now));
    private final ServerSettings serverSettings =
            Peers.server(
                    new TicketPolicy(
                            TicketKeys.of(new byte[TicketKeys.KEY_LENGTH]),
                            Duration.ofHours(1),
                            1,
                            Optional.of(
                                    new LocalReplayGuard(
                                            Duration.ofSeconds(10), 10, now.minusSeconds(60))),
                            () -> now));

    private TlsSession client() {
        return Session.client(settings, Peers.HOST, Peers.CLIENT_PARAMETERS);
    }

    private TlsSession server() {
        return Session.server(serverSettings, Peers.SERVER_PARAMETERS, _ -> true);
    }

    /// The key of the only session in the store.
    private byte[] key() throws TransportException {
        StoredSession stored = store.take("server.test", List.of("second"), now).orElseThrow();
        store.put("server.test", stored);
        return ClientSession.decode(stored.content()).psk();
    }

    private static boolean holds(byte[] secret, Object... roots) {
        return Reach.bytesOf(roots).stream().anyMatch(bytes -> Arrays.equals(bytes, secret));
    }

    @Test
    void theKeyOfASessionIsGoneWhenItIsResumed() throws TransportException {
        new Wire(client(), server(), 1000).run();
        byte[] key = key();
        TlsSession client = client();
        TlsSession server = server();
        assertThat(holds(key, client)).isTrue();

        Wire wire = new Wire(client, server, 1000).run();

        assertThat(wire.server().finished().orElseThrow().earlyDataAccepted()).isTrue();
        assertThat(holds(key, client, server)).isFalse();
    }

    @Test
    void theKeysOfNewTicketsAreNotKept() throws TransportException {
        TlsSession client = client();
        TlsSession server = server();

        new Wire(client, server, 1000).run();

        assertThat(holds(key(), client, server)).isFalse();
    }

    @Test
    void theKeyIsPrintedNowhere() throws TransportException {
        new Wire(client(), server(), 1000).run();
        String beginning = HexFormat.of().formatHex(key(), 0, 8);
        String numbers = Arrays.toString(Arrays.copyOf(key(), 8)).replace("]", "");

        for (Object object : Reach.of(client(), store)) {
            assertThat(object.toString()).doesNotContain(beginning).doesNotContain(numbers);
        }
    }
}
