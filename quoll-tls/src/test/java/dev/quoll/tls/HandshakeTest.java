package dev.quoll.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.TestCertificates.Issued;
import dev.quoll.tls.TestCertificates.Kind;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.parameter.NamedGroup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

class HandshakeTest {
    private static final byte[] CLIENT_PARAMETERS = {1, 2, 3};
    private static final byte[] SERVER_PARAMETERS = {4, 5};

    private static final Issued AUTHORITY =
            TestCertificates.authority("Test authority", Kind.EC_P256);
    private static final Map<Kind, Issued> SERVERS = servers();

    private static Map<Kind, Issued> servers() {
        Map<Kind, Issued> servers = new EnumMap<>(Kind.class);
        for (Kind kind : List.of(Kind.EC_P256, Kind.EC_P384, Kind.RSA_2048)) {
            servers.put(kind, TestCertificates.server(AUTHORITY, kind, "server.test"));
        }
        return servers;
    }

    private static TlsClientConfig.Builder client() {
        return TlsClientConfig.builder()
                .alpn("first", "second")
                .trustCertificates(List.of(AUTHORITY.certificate()));
    }

    private static TlsServerConfig.Builder server(Kind kind) {
        Issued issued = SERVERS.get(kind);
        return TlsServerConfig.builder()
                .alpn("second", "third")
                .certificate(issued.key(), issued.chain());
    }

    private static Wire run(
            TlsClientConfig.Builder client, TlsServerConfig.Builder server, int pieceLength)
            throws TransportException {
        return new Wire(
                        client.build().newSession("server.test", CLIENT_PARAMETERS),
                        server.build().newSession(SERVER_PARAMETERS),
                        pieceLength)
                .run();
    }

    static Stream<Arguments> choices() {
        return Stream.of(CipherSuite.values())
                .flatMap(
                        suite ->
                                Stream.of(NamedGroup.values())
                                        .flatMap(
                                                group ->
                                                        SERVERS.keySet().stream()
                                                                .map(
                                                                        kind ->
                                                                                Arguments.of(
                                                                                        suite,
                                                                                        group,
                                                                                        kind))));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void bothSidesAgreeWithEverySuiteGroupAndCertificate(
            CipherSuite suite, NamedGroup group, Kind kind) throws TransportException {
        Wire wire =
                run(
                        client().cipherSuites(suite).groups(group),
                        server(kind).groups(NamedGroup.values()),
                        1000);

        HandshakeData atClient = wire.client().finished().orElseThrow();
        assertThat(atClient.cipherSuite()).isEqualTo(suite);
        assertThat(atClient.keyExchangeGroup()).isEqualTo(group.registeredName());
        assertThat(atClient.alpn()).isEqualTo("second");
        assertThat(atClient.peer())
                .contains(new PeerIdentity.CertificateChain(SERVERS.get(kind).chain()));
        assertSameSecrets(wire);
    }

    @ParameterizedTest
    @EnumSource(names = "RSA_1024", mode = EnumSource.Mode.EXCLUDE)
    void aServerProvesItselfWithEveryKindOfKey(Kind kind) throws TransportException {
        Issued issued = TestCertificates.server(AUTHORITY, kind, "server.test");
        Wire wire =
                run(
                        client(),
                        TlsServerConfig.builder()
                                .alpn("second")
                                .certificate(issued.key(), issued.chain()),
                        1000);

        assertThat(wire.client().finished().orElseThrow().peer())
                .contains(new PeerIdentity.CertificateChain(issued.chain()));
    }

    private static void assertSameSecrets(Wire wire) {
        for (EncryptionLevel level : List.of(EncryptionLevel.HANDSHAKE, EncryptionLevel.ONE_RTT)) {
            assertThat(wire.client().readSecret(level).orElseThrow())
                    .isEqualTo(wire.server().writeSecret(level).orElseThrow())
                    .isNotEqualTo(wire.client().writeSecret(level).orElseThrow());
            assertThat(wire.server().readSecret(level).orElseThrow())
                    .isEqualTo(wire.client().writeSecret(level).orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 64, 1 << 16})
    void messagesMayBeSplitAtAnyByte(int pieceLength) throws TransportException {
        Wire wire = run(client(), server(Kind.EC_P256), pieceLength);

        assertThat(wire.client().finished()).isPresent();
        assertThat(wire.server().finished()).isPresent();
        assertSameSecrets(wire);
    }

    @Test
    void eachSideLearnsTheOthersParametersAndWhatWasAgreed() throws TransportException {
        Wire wire = run(client(), server(Kind.EC_P256), 1000);

        assertThat(wire.server().peerParameters()).contains(CLIENT_PARAMETERS);
        assertThat(wire.client().peerParameters()).contains(SERVER_PARAMETERS);
        HandshakeData atServer = wire.server().finished().orElseThrow();
        assertThat(atServer.alpn()).isEqualTo("second");
        assertThat(atServer.serverName()).contains("server.test");
        assertThat(atServer.peer()).isEqualTo(Optional.empty());
    }

    @Test
    void bothSidesExportTheSameKeysAndNotBeforeTheEnd() throws TransportException {
        TlsSession client = client().build().newSession("server.test", CLIENT_PARAMETERS);
        TlsSession server = server(Kind.EC_P256).build().newSession(SERVER_PARAMETERS);
        for (TlsSession session : List.of(client, server)) {
            assertThatThrownBy(() -> session.export("label", new byte[1], 32))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("complete");
        }

        new Wire(client, server, 1000).run();

        assertThat(client.export("label", new byte[1], 100))
                .isEqualTo(server.export("label", new byte[1], 100))
                .isNotEqualTo(client.export("label", new byte[2], 100));
    }

    @Test
    void bothSidesLogTheSameSecrets() throws TransportException {
        Set<String> atClient = new TreeSet<>();
        Set<String> atServer = new TreeSet<>();

        run(
                client().keyLog((label, random, s) -> atClient.add(KeyLog.line(label, random, s))),
                server(Kind.EC_P256)
                        .keyLog((label, random, s) -> atServer.add(KeyLog.line(label, random, s))),
                1000);

        assertThat(atClient).hasSize(5).isEqualTo(atServer);
    }

    @Test
    void theServersEventsComeInTheOrderInWhichKeysMayBeUsed() throws TransportException {
        Wire wire = run(client(), server(Kind.EC_P256), 1000);

        assertThat(wire.server().events().stream().map(HandshakeTest::describe))
                .containsExactly(
                        "PeerParameters",
                        "HandshakeBytes INITIAL",
                        "WriteSecret HANDSHAKE",
                        "ReadSecret HANDSHAKE",
                        "HandshakeBytes HANDSHAKE",
                        "WriteSecret ONE_RTT",
                        "ReadSecret ONE_RTT",
                        "Finished");
    }

    @Test
    void theClientsEventsComeInTheOrderInWhichKeysMayBeUsed() throws TransportException {
        Wire wire = run(client(), server(Kind.EC_P256), 1000);

        assertThat(wire.client().events().stream().map(HandshakeTest::describe))
                .containsExactly(
                        "HandshakeBytes INITIAL",
                        "ReadSecret HANDSHAKE",
                        "WriteSecret HANDSHAKE",
                        "PeerParameters",
                        "HandshakeBytes HANDSHAKE",
                        "ReadSecret ONE_RTT",
                        "WriteSecret ONE_RTT",
                        "Finished");
    }

    private static String describe(TlsEvent event) {
        return switch (event) {
            case TlsEvent.HandshakeBytes bytes -> "HandshakeBytes " + bytes.level();
            case TlsEvent.ReadSecret secret -> "ReadSecret " + secret.level();
            case TlsEvent.WriteSecret secret -> "WriteSecret " + secret.level();
            case TlsEvent.PeerParameters _ -> "PeerParameters";
            case TlsEvent.EarlyDataAccepted _ -> "EarlyDataAccepted";
            case TlsEvent.EarlyDataRejected _ -> "EarlyDataRejected";
            case TlsEvent.Finished _ -> "Finished";
        };
    }
}
