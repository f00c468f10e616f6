package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.packet.Token;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.stats.DropReason;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.sim.endpoint.Settings;
import dev.quoll.sim.endpoint.SimClient;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.handshake.Security;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.network.Binding;
import dev.quoll.sim.network.Host;
import dev.quoll.sim.network.Network;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// A client of ours and a [CraftingServer], with TLS, encrypted packets and a simulated network
/// between them. *Confined*.
final class Encounter {
    private static final int SERVER_PORT = 443;
    private static final int CLIENT_PORT = 50_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Network network = Network.seeded(1);
    private final CraftingServer server;
    private final Binding serverBinding;
    private final SimClient client;

    Encounter() {
        this(ConnectionConfig.DEFAULT);
    }

    /// @param config the client's
    Encounter(ConnectionConfig config) {
        Security security = Identities.tls(network.seed("security"));
        Host clients = network.host("client", "10.0.0.1");
        Host servers = network.host("server", "10.0.0.2");
        LinkSpec link = LinkSpec.ideal().delay(Duration.ofMillis(10));
        network.connect(clients, servers, link, link);
        server = new CraftingServer(security);
        serverBinding = servers.bind(SERVER_PORT, server);
        client =
                new SimClient(
                        settings(config, security),
                        Sim.SERVER_NAME,
                        Token.NONE,
                        clients,
                        CLIENT_PORT,
                        serverBinding.address());
    }

    private Settings settings(ConnectionConfig config, Security security) {
        return new Settings(
                config,
                security,
                network.clock(),
                network.seed("client"),
                network.seed("contents"),
                Duration.ZERO,
                10,
                Settings.CONNECTION_ID_LENGTH,
                QuicVersion.V1);
    }

    CraftingServer server() {
        return server;
    }

    SimConnection client() {
        return client.connection();
    }

    /// Lets both sides do what they have to until `condition` holds.
    void runUntil(BooleanSupplier condition) {
        serverBinding.wake();
        assertThat(network.runUntil(condition, PATIENCE)).as(client()::toString).isTrue();
    }

    /// Lets what is under way arrive, and its answer come.
    void roundTrip() {
        serverBinding.wake();
        network.runFor(Duration.ofMillis(50));
    }

    /// Shakes hands to the end.
    void shakeHands() {
        runUntil(client()::isConfirmed);
        roundTrip();
    }

    /// Shakes hands until the server could send Handshake packets and has sent none.
    void meet() {
        server.withholdFlight();
        runUntil(() -> server.hasKeys(EncryptionLevel.HANDSHAKE));
        roundTrip();
    }

    /// The client closes, says so on the wire and tells its application.
    ///
    /// @param frameType the frame that it blames, or 0
    void closesWith(TransportErrorCode code, long frameType) {
        closesWith(code.code(), frameType);
    }

    /// The client closes because of TLS, says so on the wire and tells its application.
    void closesWith(TlsAlert alert) {
        closesWith(TransportErrorCode.CRYPTO_ERROR_BASE + alert.code(), 0x06);
    }

    private void closesWith(long code, long frameType) {
        runUntil(() -> !server.closes().isEmpty());
        assertThat(server.closes())
                .allSatisfy(
                        close -> {
                            assertThat(TransportErrorCode.nameOf(close.errorCode()))
                                    .isEqualTo(TransportErrorCode.nameOf(code));
                            assertThat(close.frameType()).isEqualTo(frameType);
                        });
        assertThat(client().closeCause().orElseThrow())
                .isInstanceOfSatisfying(
                        CloseCause.LocalTransportError.class,
                        error -> {
                            assertThat(error.code()).isEqualTo(code);
                            assertThat(error.frameType()).isEqualTo(frameType);
                        });
    }

    /// The client drops what came, for this reason, and goes on.
    void dropsAndGoesOn(DropReason reason) {
        assertThat(client().core().stats().dropped()).containsKey(reason);
        goesOn();
    }

    /// The client shakes hands to the end, and answers.
    void goesOn() {
        server.releaseFlight();
        runUntil(client()::isConfirmed);
        long ping = server.send(EncryptionLevel.ONE_RTT, PingFrame.INSTANCE);
        runUntil(() -> server.isAcknowledged(EncryptionLevel.ONE_RTT, ping));
        assertThat(client().closeCause()).isEmpty();
        assertThat(server.closes()).isEmpty();
    }
}
