package dev.quoll.tls.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.protection.Hkdf;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.Rfc8448;
import dev.quoll.tls.Rfc8448Retry;
import dev.quoll.tls.extension.Cookie;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.keylog.SecretLabel;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.schedule.Exporter;
import dev.quoll.tls.schedule.Opening;

import org.junit.jupiter.api.Test;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The HelloRetryRequest of RFC 8448 §5 replayed: every secret and both Finished messages.
class RetryTraceTest {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;

    private final List<String> logged = new ArrayList<>();
    private final Opening opening =
            Opening.first(Rfc8448Retry.FIRST_CLIENT_HELLO)
                    .second(
                            SUITE,
                            Rfc8448Retry.HELLO_RETRY_REQUEST,
                            Rfc8448Retry.SECOND_CLIENT_HELLO);
    private final HandshakeKeys keys =
            new HandshakeKeys(
                    SUITE,
                    Rfc8448Retry.SHARED_SECRET.clone(),
                    opening,
                    Rfc8448Retry.SERVER_HELLO,
                    (label, random, secret) -> logged.add(KeyLog.line(label, random, secret)));

    private void add(byte[]... messages) {
        for (byte[] message : messages) {
            keys.transcript().add(message);
        }
    }

    private void addUpToCertificateVerify() {
        add(
                Rfc8448Retry.ENCRYPTED_EXTENSIONS,
                Rfc8448.CERTIFICATE,
                Rfc8448Retry.CERTIFICATE_VERIFY);
    }

    @Test
    void theRequestIsReadAndWrittenAsRecorded() throws TransportException {
        ServerHello request = ServerHello.decode(Bytes.message(Rfc8448Retry.HELLO_RETRY_REQUEST));

        assertThat(request.isHelloRetryRequest()).isTrue();
        assertThat(KeyShareEntry.decodeRetry(request.extensions().require(ExtensionType.KEY_SHARE)))
                .isEqualTo(NamedGroup.SECP256R1.code());
        assertThat(ServerHello.retryRequest(SUITE.code(), request.extensions()).encode())
                .isEqualTo(Rfc8448Retry.HELLO_RETRY_REQUEST);
    }

    @Test
    void theSecondHelloHasTheCookieOfTheRequest() throws TransportException {
        ServerHello request = ServerHello.decode(Bytes.message(Rfc8448Retry.HELLO_RETRY_REQUEST));
        ClientHello second = ClientHello.decode(Bytes.message(Rfc8448Retry.SECOND_CLIENT_HELLO));
        Cookie given = Cookie.decode(request.extensions().require(ExtensionType.COOKIE));

        assertThat(given.encode().data())
                .isEqualTo(second.extensions().require(ExtensionType.COOKIE).data());
        assertThat(second.encode()).isEqualTo(Rfc8448Retry.SECOND_CLIENT_HELLO);
    }

    @Test
    void theTranscriptOfBothRoundsIsThatOfTheTrace() {
        assertThat(keys.transcript().hash()).isEqualTo(Rfc8448Retry.TRANSCRIPT_OF_HELLOS);
    }

    @Test
    void theHandshakeSecretsAreThoseOfTheTrace() {
        assertThat(keys.handshakeSecret(Side.CLIENT).toBytes())
                .isEqualTo(Rfc8448Retry.CLIENT_HANDSHAKE_SECRET);
        assertThat(keys.handshakeSecret(Side.SERVER).toBytes())
                .isEqualTo(Rfc8448Retry.SERVER_HANDSHAKE_SECRET);
    }

    @Test
    void theServersFinishedIsThatOfTheTrace() {
        addUpToCertificateVerify();

        assertThat(new Finished(keys.finished(Side.SERVER)).encode())
                .isEqualTo(Rfc8448Retry.SERVER_FINISHED);
    }

    @Test
    void theApplicationSecretsAreThoseOfTheTrace() {
        addUpToCertificateVerify();
        add(Rfc8448Retry.SERVER_FINISHED);

        assertThat(keys.applicationSecret(Side.CLIENT).toBytes())
                .isEqualTo(Rfc8448Retry.CLIENT_APPLICATION_SECRET);
        assertThat(keys.applicationSecret(Side.SERVER).toBytes())
                .isEqualTo(Rfc8448Retry.SERVER_APPLICATION_SECRET);
    }

    @Test
    void theExportersSecretIsThatOfTheTrace() {
        addUpToCertificateVerify();
        add(Rfc8448Retry.SERVER_FINISHED);

        assertThat(keys.exporter().export("label", new byte[0], 32))
                .isEqualTo(
                        new Exporter(SUITE, Rfc8448Retry.EXPORTER_SECRET.clone())
                                .export("label", new byte[0], 32));
    }

    @Test
    void theKeyLogIsToldEverySecretOfTheTrace() {
        addUpToCertificateVerify();
        add(Rfc8448Retry.SERVER_FINISHED);
        keys.applicationSecret(Side.CLIENT);
        keys.applicationSecret(Side.SERVER);
        keys.exporter();

        assertThat(logged)
                .containsExactly(
                        line(
                                SecretLabel.CLIENT_HANDSHAKE_TRAFFIC_SECRET,
                                Rfc8448Retry.CLIENT_HANDSHAKE_SECRET),
                        line(
                                SecretLabel.SERVER_HANDSHAKE_TRAFFIC_SECRET,
                                Rfc8448Retry.SERVER_HANDSHAKE_SECRET),
                        line(
                                SecretLabel.CLIENT_TRAFFIC_SECRET_0,
                                Rfc8448Retry.CLIENT_APPLICATION_SECRET),
                        line(
                                SecretLabel.SERVER_TRAFFIC_SECRET_0,
                                Rfc8448Retry.SERVER_APPLICATION_SECRET),
                        line(SecretLabel.EXPORTER_SECRET, Rfc8448Retry.EXPORTER_SECRET));
    }

    private static String line(SecretLabel label, byte[] secret) {
        String random = "b0b1c5a5aa37c5919f2ed1d5c6fff7fcb7849716945a2b8cee9258a346677b6f";
        return label + " " + random + " " + HexFormat.of().formatHex(secret);
    }

    /// Read out of its record, which takes the right keys, too.
    @Test
    void theClientsFinishedIsThatOfTheTrace() throws GeneralSecurityException {
        addUpToCertificateVerify();
        add(Rfc8448Retry.SERVER_FINISHED);

        byte[] inner = open(Rfc8448Retry.CLIENT_FINISHED_RECORD);

        assertThat(new Finished(keys.finished(Side.CLIENT)).encode())
                .isEqualTo(Arrays.copyOf(inner, inner.length - 1)); // without the record's type
    }

    private static byte[] open(byte[] tlsRecord) throws GeneralSecurityException {
        byte[] secret = Rfc8448Retry.CLIENT_HANDSHAKE_SECRET;
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(new Hkdf(SUITE).expandLabel(secret, "key", 16), "AES"),
                new GCMParameterSpec(128, new Hkdf(SUITE).expandLabel(secret, "iv", 12)));
        cipher.updateAAD(tlsRecord, 0, 5);
        return cipher.doFinal(tlsRecord, 5, tlsRecord.length - 5);
    }
}
