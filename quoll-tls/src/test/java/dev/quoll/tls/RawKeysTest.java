package dev.quoll.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.tls.trust.ClientAuthentication;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// Keys without certificates: out of files, and as bytes.
class RawKeysTest {
    private static final String PKCS8_ED25519 = "302e020100300506032b657004220420";

    /// A P-256 key by `openssl genpkey`.
    private static final String EC_PKCS8 =
            """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg3QMsWm2zET6iJOPE
            h0bmi04LHLFw5uqwxkLNWzMw4VShRANCAAQk18dmggciOyz2Mv1X9+C8nfKASz8I
            6j6t/qt5sR1MwG17gcV9/9mreoJHimrbqFY44IVpFTtrrdo5UNUShrha
            -----END PRIVATE KEY-----
            """;

    /// The same key by `openssl ec`.
    private static final String EC_ALONE =
            """
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIN0DLFptsxE+oiTjxIdG5otOCxyxcObqsMZCzVszMOFUoAoGCCqGSM49
            AwEHoUQDQgAEJNfHZoIHIjss9jL9V/fgvJ3ygEs/COo+rf6rebEdTMBte4HFff/Z
            q3qCR4pq26hWOOCFaRU7a63aOVDVEoa4Wg==
            -----END EC PRIVATE KEY-----
            """;

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(content), label);
    }

    private static String pem(KeyPair keys) {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private static String ed25519Pem(String privateKey) {
        return pem("PRIVATE KEY", hex(PKCS8_ED25519 + privateKey));
    }

    /// The vectors of RFC 8032, section 7.1, tests 1 to 3.
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
    })
    void thePublicHalfOfAnEd25519KeyIsToldFromThePrivateOne(String secret, String shown) {
        KeyPair keys = RawKeys.ofPem(ed25519Pem(secret));

        assertThat(RawKeys.ed25519Bytes(keys.getPublic()))
                .asHexString()
                .isEqualToIgnoringCase(shown);
        assertThat(keys.getPublic()).isEqualTo(RawKeys.ed25519(hex(shown)));
    }

    @ParameterizedTest
    @ValueSource(strings = {EC_PKCS8, EC_ALONE})
    void thatOfAnEcKeyIsReadWhereItIsWritten(String text) {
        byte[] encoded = RawKeys.ofPem(text).getPublic().getEncoded();

        assertThat(encoded).hasSize(91);
        assertThat(HexFormat.of().formatHex(encoded))
                .contains("24d7c7668207223b2cf632fd57f7e0bc")
                .endsWith("da3950d51286b85a");
    }

    @Test
    void itMayStandInTheFileByItself() {
        KeyPair keys = RawKeys.generate();
        String text = pem("PUBLIC KEY", keys.getPublic().getEncoded()) + pem(keys);

        assertThat(RawKeys.ofPem(text).getPublic()).isEqualTo(keys.getPublic());
    }

    @Test
    void oneOfAnotherKeyIsFoundOut() {
        String text =
                pem(RawKeys.generate())
                        + pem("PUBLIC KEY", RawKeys.generate().getPublic().getEncoded());
        TlsServerConfig.Builder server = TlsServerConfig.builder().alpn("a").rawKeyPem(text);

        assertThatThrownBy(server::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("private key is not that");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "Ed448", "X25519"})
    void keysOfOtherKindsAreRefused(String algorithm) throws NoSuchAlgorithmException {
        String text = pem(KeyPairGenerator.getInstance(algorithm).generateKeyPair());

        assertThatThrownBy(() -> RawKeys.ofPem(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysOnOtherCurvesAreRefused() {
        String text =
                """
                -----BEGIN PRIVATE KEY-----
                MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDD7HjPkAjivGR3GwbX+
                y18ty560JzB1m1PLz4u7zEpTrwo8U7AJNENFNBSk3QMFLIGhZANiAAQgEgbENwIw
                pYFfvL/92xr1Y5UXEZo2+DK+03xDLtJzATkMTKNWDiiPGBKm4dcpFesR7ozA3Ops
                f+ZZeNPPx5wlKxy0/GwCyydzAkpviKf3q2DmojOZXGDos0sklL6WUF8=
                -----END PRIVATE KEY-----
                """;

        assertThatThrownBy(() -> RawKeys.ofPem(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("secp256r1");
    }

    @Test
    void aPublicHalfThatIsNowhereIsAskedFor() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();

        assertThatThrownBy(() -> RawKeys.ofPem(pem(keys)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("openssl pkey -pubout");
        String both = pem(keys) + pem("PUBLIC KEY", keys.getPublic().getEncoded());
        assertThat(RawKeys.ofPem(both).getPublic()).isEqualTo(keys.getPublic());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da2900"
            })
    void bytesThatAreNoKeyAreRefused(String bytes) {
        assertThatThrownBy(() -> RawKeys.ed25519(hex(bytes)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyEd25519KeysHaveTheirBytes() {
        PublicKey ec = RawKeys.ofPem(EC_PKCS8).getPublic();

        assertThatThrownBy(() -> RawKeys.ed25519Bytes(ec))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filesMakeAWorkingPair(@TempDir Path folder) throws IOException, TransportException {
        KeyPair ours = RawKeys.generate();
        Path clientFile = Files.writeString(folder.resolve("client.pem"), pem(ours));
        Path serverFile = Files.writeString(folder.resolve("server.pem"), EC_PKCS8);
        TlsClientConfig client =
                TlsClientConfig.builder()
                        .alpn("a")
                        .rawKeyPem(clientFile)
                        .trustKeys(List.of(RawKeys.ofPem(serverFile).getPublic()))
                        .build();
        TlsServerConfig server =
                TlsServerConfig.builder()
                        .alpn("a")
                        .rawKeyPem(serverFile)
                        .clients(ClientAuthentication.REQUIRED)
                        .trustClientKeys(List.of(ours.getPublic()))
                        .build();

        Wire wire =
                new Wire(
                                client.newSession("server.test", new byte[1]),
                                server.newSession(new byte[1]),
                                1000)
                        .run();

        assertThat(wire.server().finished().orElseThrow().peer())
                .contains(new PeerIdentity.RawPublicKey(ours.getPublic()));
    }
}
