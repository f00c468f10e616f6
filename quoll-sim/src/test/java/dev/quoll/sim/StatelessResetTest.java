package dev.quoll.sim;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.ConnectionEvent;
import dev.quoll.core.error.CloseCause;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.endpoint.SimConnection;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/// One side forgets everything, and the other one is told so.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10.3 RFC 9000, section 10.3
class StatelessResetTest {
    private final List<Datagram> toClient = new ArrayList<>();
    private final List<Datagram> toServer = new ArrayList<>();
    private final Sim sim =
            Sim.seeded(1)
                    .delay(ofMillis(10))
                    .toClient(new Tap(toClient::add))
                    .toServer(new Tap(toServer::add));
    private Sim.Pair pair = sim.connect();

    @BeforeEach
    void connect() {
        sim.runUntil(pair::confirmed, ofSeconds(1));
        sim.runFor(ofSeconds(1)); // connection IDs are exchanged, nothing is on the way
        toClient.clear();
        toServer.clear();
    }

    @Test
    void aServerThatForgotEndsItsConnections() {
        sim.server().forget();
        send(pair.client(), 10);

        sim.runFor(ofMillis(25));

        assertThat(pair.client().closeCause()).contains(new CloseCause.StatelessReset());
        assertThat(closings(pair.client())).isEqualTo(1);
    }

    @Test
    void aClientThatForgotEndsItsConnection() {
        pair.forgetClient();
        send(pair.server(), 10);

        sim.runFor(ofMillis(25));

        assertThat(pair.server().closeCause()).contains(new CloseCause.StatelessReset());
        assertThat(closings(pair.server())).isEqualTo(1);
    }

    @Test
    void theOneThatIsToldSendsNothingMoreAndIsSoonDone() {
        SimConnection server = pair.server();
        pair.forgetClient();
        send(server, 10);
        sim.runUntil(server::isClosed, ofSeconds(1));
        toClient.clear();

        sim.runFor(ofSeconds(1));

        assertThat(toClient).isEmpty();
        assertTrue(server.isDrained(), sim::replay);
        assertThat(sim.server().routableIds()).isZero();
        assertThat(closings(server)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 600})
    void aResetIsShorterThanWhatAskedForIt(int bytes) {
        sim.server().forget();
        send(pair.client(), bytes);

        sim.runFor(ofMillis(25));

        assertThat(toClient).hasSize(1);
        assertThat(toClient.getFirst().length())
                .isGreaterThanOrEqualTo(21)
                .isLessThan(toServer.getFirst().length());
    }

    @Test
    void thereIsOneResetAtMostInTwentyMilliseconds() {
        sim.server().forget();
        send(pair.client(), 100_000);

        sim.runFor(ofMillis(11));

        assertThat(toServer.size()).isGreaterThan(5);
        assertThat(toClient).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void twoThatForgotFallSilent() { // RFC 9000 §10.3.3
        sim.server().forget();
        send(pair.client(), 600);
        sim.runFor(ofMillis(1));
        pair.forgetClient();

        sim.runFor(ofSeconds(3));
        toClient.clear();
        toServer.clear();
        sim.runFor(ofSeconds(60));

        assertThat(toClient).isEmpty();
        assertThat(toServer).isEmpty();
    }

    @Test
    void aTokenOfNobodyIsNoReset() {
        byte[] datagram = new byte[60];
        datagram[0] = 0x40;
        Connection client = pair.client().core();

        client.receive(datagram, 0, 60, client.route(), Ecn.NOT_ECT, sim.network().nowNanos());

        assertThat(client.isOpen()).isTrue();
    }

    private static void send(SimConnection end, int bytes) {
        end.transfers().send(BIDIRECTIONAL, bytes);
        end.wake();
    }

    private static long closings(SimConnection end) {
        return end.events().stream().filter(ConnectionEvent.Closed.class::isInstance).count();
    }
}
