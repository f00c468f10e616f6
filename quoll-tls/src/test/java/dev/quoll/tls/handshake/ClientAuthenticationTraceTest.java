package dev.quoll.tls.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.FixedRandom;
import dev.quoll.tls.Rfc8448ClientAuthentication;
import dev.quoll.tls.agreement.EphemeralKeys;
import dev.quoll.tls.agreement.KeyShare;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateRequest;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.message.HandshakeType;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.parameter.SignatureScheme;
import dev.quoll.tls.schedule.Opening;
import dev.quoll.tls.signature.HandshakeSignature;
import dev.quoll.tls.signature.SignedContent;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;

/// The handshake of RFC 8448 §6 replayed, in which the client shows a certificate: every secret,
/// both signatures, both Finished messages. The certificates are too weak for our policy, which is
/// therefore left out.
class ClientAuthenticationTraceTest {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;

    private final HandshakeKeys keys = keys();

    private static HandshakeKeys keys() {
        try {
            byte[] shared =
                    KeyShare.generate(
                                    NamedGroup.X25519,
                                    EphemeralKeys.onDemand(
                                            FixedRandom.of(
                                                    Rfc8448ClientAuthentication
                                                            .CLIENT_PRIVATE_KEY)))
                            .agree(Rfc8448ClientAuthentication.SERVER_SHARE);
            return new HandshakeKeys(
                    SUITE,
                    shared,
                    Opening.first(Rfc8448ClientAuthentication.CLIENT_HELLO),
                    Rfc8448ClientAuthentication.SERVER_HELLO,
                    KeyLog.NONE);
        } catch (TransportException e) {
            throw new AssertionError(e);
        }
    }

    private static List<EncodedMessage> serverFlight() throws TransportException {
        return flight(
                Rfc8448ClientAuthentication.SERVER_HANDSHAKE_SECRET,
                Rfc8448ClientAuthentication.SERVER_FLIGHT_RECORD);
    }

    private static List<EncodedMessage> clientFlight() throws TransportException {
        return flight(
                Rfc8448ClientAuthentication.CLIENT_HANDSHAKE_SECRET,
                Rfc8448ClientAuthentication.CLIENT_FLIGHT_RECORD);
    }

    private static List<EncodedMessage> flight(byte[] secret, byte[] record)
            throws TransportException {
        MessageAssembler messages = ResumptionTraceTest.messages(TlsRecord.open(secret, 0, record));
        List<EncodedMessage> flight = new ArrayList<>();
        for (EncodedMessage next = messages.next(); next != null; next = messages.next()) {
            flight.add(next);
        }
        return flight;
    }

    private void add(List<EncodedMessage> messages) {
        messages.forEach(message -> keys.transcript().add(message.bytes()));
    }

    private static PublicKey keyOf(EncodedMessage certificate)
            throws TransportException, GeneralSecurityException {
        byte[] first = CertificateMessage.decode(certificate).entries().getFirst().data();
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(first))
                .getPublicKey();
    }

    private boolean isSigned(Side signer, EncodedMessage certificate, EncodedMessage verify)
            throws TransportException, GeneralSecurityException {
        CertificateVerify signed = CertificateVerify.decode(verify);
        return HandshakeSignature.verify(
                SignatureScheme.ofCode(signed.scheme()).orElseThrow(),
                keyOf(certificate),
                SignedContent.of(signer, keys.transcript().hash()),
                signed.signature());
    }

    @Test
    void theHandshakeSecretsAreThoseOfTheTrace() {
        assertThat(keys.handshakeSecret(Side.CLIENT).toBytes())
                .isEqualTo(Rfc8448ClientAuthentication.CLIENT_HANDSHAKE_SECRET);
        assertThat(keys.handshakeSecret(Side.SERVER).toBytes())
                .isEqualTo(Rfc8448ClientAuthentication.SERVER_HANDSHAKE_SECRET);
    }

    @Test
    void theFlightsHaveTheirMessagesInOrder() throws TransportException {
        assertThat(serverFlight())
                .extracting(EncodedMessage::type)
                .containsExactly(
                        HandshakeType.ENCRYPTED_EXTENSIONS,
                        HandshakeType.CERTIFICATE_REQUEST,
                        HandshakeType.CERTIFICATE,
                        HandshakeType.CERTIFICATE_VERIFY,
                        HandshakeType.FINISHED);
        assertThat(clientFlight())
                .extracting(EncodedMessage::type)
                .containsExactly(
                        HandshakeType.CERTIFICATE,
                        HandshakeType.CERTIFICATE_VERIFY,
                        HandshakeType.FINISHED);
    }

    @Test
    void theRequestIsWrittenAsRecorded() throws TransportException {
        EncodedMessage request = serverFlight().get(1);

        assertThat(CertificateRequest.decode(request).encode()).isEqualTo(request.bytes());
    }

    @Test
    void signaturesSecretsAndFinishedValuesAreThoseOfTheTrace()
            throws TransportException, GeneralSecurityException {
        List<EncodedMessage> server = serverFlight();
        add(server.subList(0, 3));
        assertThat(isSigned(Side.SERVER, server.get(2), server.get(3))).isTrue();
        add(server.subList(3, 4));
        assertThat(server.get(4).bytes())
                .isEqualTo(new Finished(keys.finished(Side.SERVER)).encode());
        add(server.subList(4, 5));
        assertThat(keys.applicationSecret(Side.CLIENT).toBytes())
                .isEqualTo(Rfc8448ClientAuthentication.CLIENT_APPLICATION_SECRET);
        assertThat(keys.applicationSecret(Side.SERVER).toBytes())
                .isEqualTo(Rfc8448ClientAuthentication.SERVER_APPLICATION_SECRET);

        List<EncodedMessage> client = clientFlight();
        add(client.subList(0, 1));
        assertThat(isSigned(Side.CLIENT, client.get(0), client.get(1))).isTrue();
        add(client.subList(1, 2));
        assertThat(client.get(2).bytes())
                .isEqualTo(new Finished(keys.finished(Side.CLIENT)).encode());
        add(client.subList(2, 3));
        assertThat(keys.resumptionSecret())
                .isEqualTo(Rfc8448ClientAuthentication.RESUMPTION_SECRET);
    }
}
