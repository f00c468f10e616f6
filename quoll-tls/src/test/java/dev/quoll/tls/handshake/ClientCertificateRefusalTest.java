package dev.quoll.tls.handshake;

import static dev.quoll.tls.Alerts.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.TestCertificates;
import dev.quoll.tls.TestCertificates.Kind;
import dev.quoll.tls.TestCertificates.Request;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.certificate.PeerTrust;
import dev.quoll.tls.certificate.TrustManagerTrust;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.trust.ClientAuthentication;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/// What a server refuses that asks its clients who they are, and with which alert.
class ClientCertificateRefusalTest {
    private static final byte[] EMPTY = {};

    private final ScriptedClient client = new ScriptedClient(Peers.client());

    private static TlsSession server(ClientAuthentication authentication) {
        ClientPolicy clients =
                new ClientPolicy(
                        authentication,
                        PeerTrust.x509(
                                TrustManagerTrust.of(List.of(Peers.AUTHORITY.certificate()))));
        return Session.server(
                Peers.server(Peers.credential(Peers.EC), clients), Peers.SERVER_PARAMETERS);
    }

    private void assertRefused(TlsAlert alert) {
        for (ClientAuthentication authentication :
                List.of(ClientAuthentication.OPTIONAL, ClientAuthentication.REQUIRED)) {
            assertRefused(authentication, alert);
        }
    }

    private void assertRefused(ClientAuthentication authentication, TlsAlert alert) {
        TlsSession server = server(authentication);
        assertThatThrownBy(() -> client.meet(server)).satisfies(alert(alert));
        assertThat(Bytes.last(server)).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPTIONAL", "REQUIRED"})
    void anHonestClientIsAccepted(ClientAuthentication authentication) throws TransportException {
        TlsSession server = server(authentication);

        client.meet(server);

        assertThat(Bytes.last(server)).isInstanceOf(TlsEvent.Finished.class);
    }

    @Test
    void noCertificateMessage() {
        client.flight = _ -> List.of();

        assertRefused(TlsAlert.UNEXPECTED_MESSAGE);
    }

    @Test
    void noSignature() {
        client.flight = honest -> honest.subList(0, 1);

        assertRefused(TlsAlert.UNEXPECTED_MESSAGE);
    }

    @Test
    void aSignatureWithoutACertificate() {
        client.flight = honest -> honest.subList(1, 2);

        assertRefused(TlsAlert.UNEXPECTED_MESSAGE);
    }

    @Test
    void aSignatureBehindAnEmptyCertificate() {
        client.certificate = _ -> new CertificateMessage(EMPTY, List.of());

        assertRefused(ClientAuthentication.OPTIONAL, TlsAlert.UNEXPECTED_MESSAGE);
    }

    @Test
    void anEmptyCertificateWhereOneIsRequired() {
        client.certificate = _ -> new CertificateMessage(EMPTY, List.of());
        client.flight = honest -> honest.subList(0, 1);

        assertRefused(ClientAuthentication.REQUIRED, TlsAlert.CERTIFICATE_REQUIRED);
    }

    @Test
    void aCertificateTwice() {
        client.flight = honest -> List.of(honest.get(0), honest.get(0), honest.get(1));

        assertRefused(TlsAlert.UNEXPECTED_MESSAGE);
    }

    @Test
    void aContext() {
        client.certificate = old -> new CertificateMessage(new byte[1], old.entries());

        assertRefused(TlsAlert.ILLEGAL_PARAMETER);
    }

    @Test
    void anExtensionNobodyAskedFor() {
        Extensions unasked = Extensions.of(Extension.of(ExtensionType.STATUS_REQUEST, new byte[1]));
        client.certificate =
                old ->
                        new CertificateMessage(
                                EMPTY,
                                List.of(
                                        new CertificateMessage.Entry(
                                                old.entries().getFirst().data(), unasked)));

        assertRefused(TlsAlert.UNSUPPORTED_EXTENSION);
    }

    @Test
    void whatIsNoCertificate() {
        client.certificate =
                _ ->
                        new CertificateMessage(
                                EMPTY,
                                List.of(
                                        new CertificateMessage.Entry(
                                                new byte[] {1}, Extensions.NONE)));

        assertRefused(TlsAlert.BAD_CERTIFICATE);
    }

    @Test
    void tooLongAChain() {
        client.certificate =
                old ->
                        new CertificateMessage(
                                EMPTY,
                                Collections.nCopies(
                                        EncodedIdentity.MAX_LENGTH + 1, old.entries().getFirst()));

        assertRefused(TlsAlert.BAD_CERTIFICATE);
    }

    @Test
    void oneOfAStranger() {
        client.issued =
                TestCertificates.server(
                        TestCertificates.authority("Stranger", Kind.EC_P256),
                        Kind.EC_P256,
                        "client.test");

        assertRefused(TlsAlert.UNKNOWN_CA);
    }

    @Test
    void oneThatHasExpired() {
        client.issued =
                new Request("client.test", Kind.EC_P256)
                        .dnsName("client.test")
                        .notBefore(Instant.now().minus(Duration.ofDays(3)))
                        .issuedBy(Peers.AUTHORITY);

        assertRefused(TlsAlert.CERTIFICATE_EXPIRED);
    }

    @Test
    void aSignatureByAnotherKey() {
        CertificateMessage stolen =
                ScriptedClient.message(
                        EncodedIdentity.of(new PeerIdentity.CertificateChain(Peers.EC.chain())));
        client.issued = TestCertificates.server(Peers.AUTHORITY, Kind.EC_P256, "client.test");
        client.certificate = _ -> stolen;

        assertRefused(TlsAlert.DECRYPT_ERROR);
    }

    @Test
    void aSignatureThatIsNone() {
        client.certificateVerify = old -> new CertificateVerify(old.scheme(), EMPTY);

        assertRefused(TlsAlert.DECRYPT_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0401, 0x0201, 0x0203, 0x0a0a, 0x0804, 0x0503, 0x0807})
    void aSchemeThatIsNotOfferedOrDoesNotFit(int scheme) {
        client.certificateVerify = old -> new CertificateVerify(scheme, old.signature());

        assertRefused(TlsAlert.ILLEGAL_PARAMETER);
    }
}
