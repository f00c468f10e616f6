package dev.quoll.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.tls.TestCertificates.Issued;
import dev.quoll.tls.TestCertificates.Kind;
import dev.quoll.tls.parameter.NamedGroup;

import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

class ConfigTest {
    private static final Issued AUTHORITY = TestCertificates.authority("Root", Kind.EC_P256);
    private static final Issued EC =
            TestCertificates.server(AUTHORITY, Kind.EC_P256, "server.test");
    private static final Issued RSA =
            TestCertificates.server(AUTHORITY, Kind.RSA_2048, "server.test");

    private static TlsClientConfig.Builder client() {
        return TlsClientConfig.builder()
                .alpn("a")
                .trustCertificates(List.of(AUTHORITY.certificate()));
    }

    private static TlsServerConfig.Builder server() {
        return TlsServerConfig.builder().alpn("a").certificate(EC.key(), EC.chain());
    }

    private static Wire connect(TlsClientConfig client, TlsServerConfig server)
            throws TransportException {
        return new Wire(
                        client.newSession("server.test", new byte[1]),
                        server.newSession(new byte[1]),
                        5000)
                .run();
    }

    private static String pem(Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        }
        return text.toString();
    }

    @Test
    void pemFilesMakeAWorkingPair(@TempDir Path folder) throws IOException, TransportException {
        Path ca = Files.writeString(folder.resolve("ca.pem"), pem(AUTHORITY.certificate()));
        Path chain = Files.writeString(folder.resolve("chain.pem"), pem(RSA.certificate()));
        Path key = Files.writeString(folder.resolve("key.pem"), pem(RSA.key()));

        Wire wire =
                connect(
                        TlsClientConfig.builder().alpn("a").trustPem(ca).build(),
                        TlsServerConfig.builder().alpn("a").certificatePem(chain, key).build());

        assertThat(wire.server().finished()).isPresent();
    }

    @Test
    void keyStoresMakeAWorkingPair()
            throws GeneralSecurityException, IOException, TransportException {
        char[] password = "secret".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("key", EC.key(), password, EC.chain().toArray(X509Certificate[]::new));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", AUTHORITY.certificate());

        Wire wire =
                connect(
                        TlsClientConfig.builder().alpn("a").trustKeyStore(trusted).build(),
                        TlsServerConfig.builder().alpn("a").keyStore(keys, password).build());

        assertThat(wire.server().finished()).isPresent();
        assertThatThrownBy(() -> TlsServerConfig.builder().keyStore(trusted, password))
                .hasMessageContaining("without a private key");
        assertThatThrownBy(() -> TlsServerConfig.builder().keyStore(keys, "wrong".toCharArray()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anInsecureClientTakesAnyServer() throws TransportException {
        Issued stranger =
                new TestCertificates.Request("stranger", Kind.EC_P256)
                        .dnsName("x.test")
                        .selfSigned();

        Wire wire =
                connect(
                        TlsClientConfig.builder().alpn("a").insecureTrustAnyServer().build(),
                        TlsServerConfig.builder()
                                .alpn("a")
                                .certificate(stranger.key(), stranger.chain())
                                .build());

        assertThat(wire.client().finished()).isPresent();
    }

    @Test
    void theServersOrderDecides() throws TransportException {
        Wire wire =
                connect(
                        client().alpn("a", "b").build(),
                        server().alpn("b", "a")
                                .cipherSuites(
                                        CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
                                        CipherSuite.TLS_AES_128_GCM_SHA256)
                                .build());

        assertThat(wire.client().finished().orElseThrow().alpn()).isEqualTo("b");
        assertThat(wire.client().finished().orElseThrow().cipherSuite())
                .isEqualTo(CipherSuite.TLS_CHACHA20_POLY1305_SHA256);
    }

    @Test
    void aServerAgreesInTheFirstGroupWithAShare() throws TransportException {
        TlsServerConfig server = server().groups(NamedGroup.SECP256R1, NamedGroup.X25519).build();

        Wire one = connect(client().build(), server);
        Wire both =
                connect(
                        client().keyShares(NamedGroup.X25519, NamedGroup.SECP256R1).build(),
                        server);

        assertThat(one.client().finished().orElseThrow().keyExchangeGroup()).isEqualTo("x25519");
        assertThat(both.client().finished().orElseThrow().keyExchangeGroup())
                .isEqualTo("secp256r1");
    }

    @Test
    void theSameRandomnessMakesTheSameHandshake() throws TransportException {
        assertThat(transcript(5)).isEqualTo(transcript(5)).isNotEqualTo(transcript(6));
    }

    private static List<String> transcript(long seed) throws TransportException {
        Wire wire =
                connect(
                        client().random(FixedRandom.seeded(seed)).build(),
                        TlsServerConfig.builder()
                                .alpn("a")
                                .certificate(RSA.key(), RSA.chain())
                                .random(FixedRandom.seeded(seed))
                                .build());
        return wire.server().events().stream()
                .filter(TlsEvent.HandshakeBytes.class::isInstance)
                .map(event -> HexFormat.of().formatHex(((TlsEvent.HandshakeBytes) event).bytes()))
                .toList();
    }

    @Test
    void whatCannotWorkIsRefusedWhenBuilt() {
        assertRefused(TlsClientConfig.builder().insecureTrustAnyServer()::build, "protocols");
        assertRefused(client().alpn("")::build, "protocol");
        assertRefused(client().alpn("a", "a")::build, "twice");
        assertRefused(client().alpn("x".repeat(256))::build, "protocol");
        assertRefused(client().alpn("\u20ac")::build, "protocol");
        assertRefused(client().cipherSuites()::build, "cipher suites");
        assertRefused(
                client().groups(NamedGroup.X25519).keyShares(NamedGroup.SECP256R1)::build,
                "outside");
        assertRefused(server().alpn()::build, "protocols");
        assertRefused(server().groups()::build, "groups");
        assertRefused(TlsServerConfig.builder().alpn("a")::build, "certificate");
    }

    @Test
    void aKeyThatIsNotTheCertificatesIsRefusedWhenBuilt() {
        Issued other = TestCertificates.server(AUTHORITY, Kind.EC_P256, "server.test");
        Issued weak = TestCertificates.server(AUTHORITY, Kind.RSA_1024, "server.test");

        assertRefused(
                TlsServerConfig.builder().alpn("a").certificate(other.key(), EC.chain())::build,
                "not that of the certificate");
        assertRefused(
                TlsServerConfig.builder().alpn("a").certificate(RSA.key(), EC.chain())::build,
                "does not sign");
        assertRefused(
                TlsServerConfig.builder().alpn("a").certificate(weak.key(), weak.chain())::build,
                "2048");
    }

    private static void assertRefused(Runnable build, String message) {
        assertThatThrownBy(build::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
