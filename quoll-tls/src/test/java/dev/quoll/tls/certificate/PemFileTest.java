package dev.quoll.tls.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.tls.TestCertificates;
import dev.quoll.tls.TestCertificates.Issued;
import dev.quoll.tls.TestCertificates.Kind;

import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.StringWriter;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;

class PemFileTest {
    /// Made for this test with `openssl ecparam -name prime256v1 -genkey`.
    private static final String EC_ALONE =
            """
            -----BEGIN EC PARAMETERS-----
            BggqhkjOPQMBBw==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIN0DLFptsxE+oiTjxIdG5otOCxyxcObqsMZCzVszMOFUoAoGCCqGSM49
            AwEHoUQDQgAEJNfHZoIHIjss9jL9V/fgvJ3ygEs/COo+rf6rebEdTMBte4HFff/Z
            q3qCR4pq26hWOOCFaRU7a63aOVDVEoa4Wg==
            -----END EC PRIVATE KEY-----
            """;

    /// The same key by `openssl pkey`.
    private static final String EC_PKCS8 =
            """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg3QMsWm2zET6iJOPE
            h0bmi04LHLFw5uqwxkLNWzMw4VShRANCAAQk18dmggciOyz2Mv1X9+C8nfKASz8I
            6j6t/qt5sR1MwG17gcV9/9mreoJHimrbqFY44IVpFTtrrdo5UNUShrha
            -----END PRIVATE KEY-----
            """;

    private static final Issued AUTHORITY = TestCertificates.authority("Root", Kind.EC_P256);

    /// Keys as OpenSSL used to write them: with the algorithm in the label.
    private static String traditional(Object... contents) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            for (Object content : contents) {
                writer.writeObject(content);
            }
        }
        return text.toString();
    }

    private static String block(String label, byte[] content) {
        return "-----BEGIN "
                + label
                + "-----\r\n"
                + Base64.getMimeEncoder().encodeToString(content)
                + "\r\n-----END "
                + label
                + "-----\r\n";
    }

    @Test
    void certificatesComeInTheirOrder() throws IOException {
        Issued server = TestCertificates.server(AUTHORITY, Kind.EC_P256, "a.test");
        String text =
                "subject=a.test\n"
                        + traditional(server.certificate(), server.key(), AUTHORITY.certificate());

        assertThat(PemFile.certificates(text))
                .containsExactly(server.certificate(), AUTHORITY.certificate());
    }

    @ParameterizedTest
    @EnumSource
    void aKeyIsReadFromPkcs8(Kind kind) {
        Issued issued = TestCertificates.authority("Key", kind);

        assertThat(PemFile.privateKey(block("PRIVATE KEY", issued.key().getEncoded())))
                .isEqualTo(issued.key());
    }

    @Test
    void anRsaKeyIsReadAsOpenSslWritesItAlone() throws IOException {
        Issued issued = TestCertificates.authority("Key", Kind.RSA_2048);
        String text = traditional(issued.key());

        assertThat(text).contains("BEGIN RSA PRIVATE KEY");
        assertThat(PemFile.privateKey(text)).isEqualTo(issued.key());
    }

    @Test
    void anEcKeyIsReadAsOpenSslWritesItAlone() {
        ECPrivateKey alone = (ECPrivateKey) PemFile.privateKey(EC_ALONE);
        ECPrivateKey pkcs8 = (ECPrivateKey) PemFile.privateKey(EC_PKCS8);

        assertThat(alone.getS()).isEqualTo(pkcs8.getS());
        assertThat(alone.getParams()).isEqualTo(pkcs8.getParams());
    }

    @Test
    void anEcKeyThatDoesNotNameItsCurveIsRefused() throws IOException {
        String text = traditional(TestCertificates.authority("Key", Kind.EC_P256).key());

        assertThatThrownBy(() -> PemFile.privateKey(text)).hasMessageContaining("curve");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no PEM at all", "-----BEGIN CERTIFICATE-----\nAAAA"})
    void textWithoutWhatIsLookedForIsRefused(String text) {
        assertThatThrownBy(() -> PemFile.certificates(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PEM");
        assertThatThrownBy(() -> PemFile.privateKey(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PEM");
    }

    @Test
    void brokenContentsAreRefused() {
        assertThatThrownBy(() -> PemFile.certificates(block("CERTIFICATE", new byte[20])))
                .isInstanceOf(IllegalArgumentException.class);
        for (String label : new String[] {"PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"}) {
            for (int length = 0; length < 6; length++) {
                byte[] broken = {0x30, (byte) 0x84, 0x7f, 1, 1, 1};
                String text = block(label, Arrays.copyOf(broken, length));
                assertThatThrownBy(() -> PemFile.privateKey(text))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void anEncryptedKeyIsRefusedWithAdvice() {
        assertThatThrownBy(() -> PemFile.privateKey(block("ENCRYPTED PRIVATE KEY", new byte[10])))
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(
                        () ->
                                PemFile.privateKey(
                                        """
                                        -----BEGIN RSA PRIVATE KEY-----
                                        Proc-Type: 4,ENCRYPTED

                                        AAAA
                                        -----END RSA PRIVATE KEY-----
                                        """))
                .hasMessageContaining("openssl pkcs8");
    }
}
