package dev.quoll.tls.handshake;

import static dev.quoll.tls.Alerts.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.Wire;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.Grease;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.NamedGroupList;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.message.EncryptedExtensions;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.parameter.NamedGroup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

/// A client that offers values without a meaning: servers ignore them, and none may choose them.
class GreasedHandshakeTest {
    private static final byte[] NOTHING = {};

    private final ClientSettings settings = Peers.greasingClient(List.of(NamedGroup.X25519));
    private final TlsSession client = Session.client(settings, Peers.HOST, Peers.CLIENT_PARAMETERS);
    private final ScriptedServer server = new ScriptedServer();

    /// What `settings` offer, since their randomness is always the same.
    private final ClientHello hello =
            Peers.offer(Peers.greasingClient(List.of(NamedGroup.X25519))).hello();

    private int greaseExtension() {
        return hello.extensions().entries().getFirst().type();
    }

    private int greaseGroup() throws TransportException {
        return NamedGroupList.decode(hello.extensions().require(ExtensionType.SUPPORTED_GROUPS))
                .codes()
                .getFirst();
    }

    private void assertRefused(TlsAlert alert) {
        assertThatThrownBy(() -> server.meet(client)).satisfies(alert(alert));
    }

    @Test
    void everythingThatMayBeGreasedIs() throws TransportException {
        Extensions offer = hello.extensions();

        assertThat(Grease.has(hello.cipherSuites().getFirst())).isTrue();
        assertThat(Grease.has(greaseGroup())).isTrue();
        assertThat(
                        SupportedVersions.decodeOffer(
                                        offer.require(ExtensionType.SUPPORTED_VERSIONS))
                                .versions())
                .hasSize(2)
                .endsWith(SupportedVersions.TLS13);
        assertThat(
                        KeyShareEntry.decodeOffer(offer.require(ExtensionType.KEY_SHARE)).stream()
                                .map(KeyShareEntry::group))
                .containsExactly(greaseGroup(), NamedGroup.X25519.code());
        assertThat(
                        SignatureSchemeList.decode(
                                        offer.require(ExtensionType.SIGNATURE_ALGORITHMS))
                                .codes()
                                .stream()
                                .filter(Grease::has))
                .hasSize(1);
        assertThat(offer.entries().stream().filter(e -> Grease.has(e.type()))).hasSize(2);
    }

    @Test
    void aServerIgnoresIt() throws TransportException {
        server.meet(client);

        assertThat(Bytes.last(client)).isInstanceOf(TlsEvent.Finished.class);
    }

    @ParameterizedTest
    @EnumSource
    void oursDoesToo(NamedGroup group) throws TransportException {
        Wire wire =
                new Wire(
                                client,
                                Session.server(
                                        Peers.server(List.of(group)), Peers.SERVER_PARAMETERS),
                                1000)
                        .run();

        assertThat(wire.server().finished().orElseThrow().keyExchangeGroup())
                .isEqualTo(group.registeredName());
    }

    @Test
    void nobodyMayChooseItsSuite() {
        server.serverHello =
                old ->
                        new ServerHello(
                                old.legacyVersion(),
                                old.random(),
                                NOTHING,
                                hello.cipherSuites().getFirst(),
                                0,
                                old.extensions());

        assertRefused(TlsAlert.ILLEGAL_PARAMETER);
    }

    private static ServerHello with(ServerHello old, Extension... extensions) {
        return new ServerHello(
                old.legacyVersion(),
                old.random(),
                NOTHING,
                old.cipherSuite(),
                0,
                Extensions.of(extensions));
    }

    @Test
    void norItsVersion() throws TransportException {
        int version =
                SupportedVersions.decodeOffer(
                                hello.extensions().require(ExtensionType.SUPPORTED_VERSIONS))
                        .versions()
                        .getFirst();
        server.serverHello =
                old ->
                        with(
                                old,
                                SupportedVersions.encodeSelected(version),
                                old.extensions().entries().getLast());

        assertRefused(TlsAlert.ILLEGAL_PARAMETER);
    }

    @Test
    void norItsGroup() throws TransportException {
        Extension share = new KeyShareEntry(greaseGroup(), new byte[1]).encodeSelected();
        server.serverHello = old -> with(old, old.extensions().entries().getFirst(), share);

        assertRefused(TlsAlert.ILLEGAL_PARAMETER);
    }

    @Test
    void norAskForItsGroup() throws TransportException {
        byte[] request =
                ServerHello.retryRequest(
                                0x1301,
                                Extensions.of(
                                        SupportedVersions.encodeSelected(SupportedVersions.TLS13),
                                        KeyShareEntry.encodeRetry(greaseGroup())))
                        .encode();

        assertThatThrownBy(() -> Bytes.give(client, EncryptionLevel.INITIAL, request))
                .satisfies(alert(TlsAlert.ILLEGAL_PARAMETER));
    }

    @Test
    void norAnswerItsExtensionInAServerHello() {
        Extension grease = new Extension(greaseExtension(), NOTHING);
        server.serverHello =
                old ->
                        with(
                                old,
                                old.extensions().entries().getFirst(),
                                old.extensions().entries().getLast(),
                                grease);

        assertRefused(TlsAlert.UNSUPPORTED_EXTENSION);
    }

    @Test
    void norInEncryptedExtensions() {
        server.encryptedExtensions =
                old -> {
                    List<Extension> list = new ArrayList<>(old.extensions().entries());
                    list.add(new Extension(greaseExtension(), NOTHING));
                    return new EncryptedExtensions(new Extensions(list));
                };

        assertRefused(TlsAlert.UNSUPPORTED_EXTENSION);
    }

    @Test
    void norInACertificate() {
        Extensions grease = Extensions.of(new Extension(greaseExtension(), NOTHING));
        server.certificate =
                old ->
                        new CertificateMessage(
                                NOTHING,
                                List.of(
                                        new CertificateMessage.Entry(
                                                old.entries().getFirst().data(), grease)));

        assertRefused(TlsAlert.UNSUPPORTED_EXTENSION);
    }

    @Test
    void norSignInItsScheme() throws TransportException {
        int scheme =
                SignatureSchemeList.decode(
                                hello.extensions().require(ExtensionType.SIGNATURE_ALGORITHMS))
                        .codes()
                        .getFirst();
        server.certificateVerify = old -> new CertificateVerify(scheme, old.signature());

        assertRefused(TlsAlert.ILLEGAL_PARAMETER);
    }
}
