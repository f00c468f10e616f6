package dev.quoll.tls.handshake;

import static dev.quoll.tls.Alerts.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.tls.TestCertificates;
import dev.quoll.tls.TestCertificates.Issued;
import dev.quoll.tls.TestCertificates.Kind;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.certificate.CredentialSource;
import dev.quoll.tls.certificate.FixedCredentials;
import dev.quoll.tls.certificate.KeyManagerCredentials;
import dev.quoll.tls.extension.CertificateAuthorities;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.parameter.CertificateType;
import dev.quoll.tls.parameter.SignatureScheme;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;
import javax.security.auth.x500.X500Principal;

/// Which of several certificates is shown, by what the peer says of those it can check.
class CredentialChoiceTest {
    private static final Issued EC_ROOT = TestCertificates.authority("EC root", Kind.EC_P256);
    private static final Issued RSA_ROOT = TestCertificates.authority("RSA root", Kind.RSA_2048);
    private static final Issued BY_EC =
            TestCertificates.server(EC_ROOT, Kind.EC_P256, "server.test");
    private static final Issued BY_RSA =
            TestCertificates.server(RSA_ROOT, Kind.EC_P256, "server.test");
    private static final Issued OTHER_HOST =
            TestCertificates.server(RSA_ROOT, Kind.EC_P256, "other.test");

    private static final int ECDSA = SignatureScheme.ECDSA_SECP256R1_SHA256.code();
    private static final int PKCS1 = SignatureScheme.RSA_PKCS1_SHA256.code();

    private static X500Principal name(Issued authority) {
        return authority.certificate().getSubjectX500Principal();
    }

    private static Extension authorities(Issued... wished) {
        return new CertificateAuthorities(
                        Stream.of(wished).map(CredentialChoiceTest::name).toList())
                .encode();
    }

    private static Extension handshakeSchemes(Integer... codes) {
        return new SignatureSchemeList(List.of(codes)).encode();
    }

    private static Extension certificateSchemes(Integer... codes) {
        return Extension.of(
                ExtensionType.SIGNATURE_ALGORITHMS_CERT, handshakeSchemes(codes).data());
    }

    private static CredentialSource.Request request(Extension... asked) throws TransportException {
        return CredentialRequest.of(
                Side.SERVER,
                Extensions.of(asked),
                List.of(CertificateType.X509),
                Optional.of("server.test"));
    }

    private static CredentialSource having(Issued... all) {
        return new FixedCredentials(
                Stream.of(all)
                        .map(issued -> new Credential(issued.key(), issued.chain()))
                        .toList());
    }

    private static X509Certificate chosen(CredentialSource source, Extension... asked)
            throws TransportException {
        PeerIdentity shown = source.select(request(asked)).orElseThrow().shown();
        return ((PeerIdentity.CertificateChain) shown).certificates().getFirst();
    }

    @Test
    void oneThatComesFromAnAuthorityThePeerNames() throws TransportException {
        CredentialSource both = having(BY_EC, BY_RSA);

        assertThat(chosen(both, handshakeSchemes(ECDSA, PKCS1), authorities(RSA_ROOT)))
                .isEqualTo(BY_RSA.certificate());
        assertThat(chosen(both, handshakeSchemes(ECDSA, PKCS1), authorities(RSA_ROOT, EC_ROOT)))
                .isEqualTo(BY_EC.certificate());
        assertThat(chosen(both, handshakeSchemes(ECDSA, PKCS1))).isEqualTo(BY_EC.certificate());
    }

    @Test
    void oneThatIsSignedInASchemeForCertificates() throws TransportException {
        CredentialSource both = having(BY_RSA, BY_EC);

        assertThat(chosen(both, handshakeSchemes(ECDSA), certificateSchemes(PKCS1)))
                .isEqualTo(BY_RSA.certificate());
        assertThat(chosen(both, handshakeSchemes(ECDSA), certificateSchemes(ECDSA)))
                .isEqualTo(BY_EC.certificate());
    }

    @Test
    void withoutSchemesForCertificatesThoseForTheHandshakeCount() throws TransportException {
        assertThat(chosen(having(BY_RSA, BY_EC), handshakeSchemes(ECDSA)))
                .isEqualTo(BY_EC.certificate());
    }

    @Test
    void oneThatDoesNotFitIfThereIsNoOther() throws TransportException {
        assertThat(chosen(having(BY_RSA), handshakeSchemes(ECDSA), authorities(EC_ROOT)))
                .isEqualTo(BY_RSA.certificate());
    }

    @Test
    void theHostComesFirst() throws TransportException {
        assertThat(
                        chosen(
                                having(OTHER_HOST, BY_EC),
                                handshakeSchemes(ECDSA),
                                certificateSchemes(PKCS1),
                                authorities(RSA_ROOT)))
                .isEqualTo(BY_EC.certificate());
    }

    @Test
    void aKeyManagerIsToldTheAuthorities() throws Exception {
        CredentialSource managed = new KeyManagerCredentials(manager(BY_EC, BY_RSA));

        for (Issued[] pair : new Issued[][] {{EC_ROOT, BY_EC}, {RSA_ROOT, BY_RSA}}) {
            assertThat(chosen(managed, handshakeSchemes(ECDSA, PKCS1), authorities(pair[0])))
                    .isEqualTo(pair[1].certificate());
        }
    }

    private static X509KeyManager manager(Issued... all) throws Exception {
        char[] password = "secret".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (Issued issued : all) {
            store.setKeyEntry(
                    "key" + store.size(),
                    issued.key(),
                    password,
                    issued.chain().toArray(X509Certificate[]::new));
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, password);
        return (X509KeyManager) factory.getKeyManagers()[0];
    }

    /// An empty list, an empty name, one that is none, one that ends early, bytes behind the list.
    @ParameterizedTest
    @ValueSource(strings = {"0000", "00020000", "0003000130", "000300043000", "000400023000ff"})
    void authoritiesThatCannotBeReadAreRefused(String content) {
        Extension broken =
                Extension.of(
                        ExtensionType.CERTIFICATE_AUTHORITIES, HexFormat.of().parseHex(content));

        assertThatThrownBy(() -> request(handshakeSchemes(ECDSA), broken))
                .satisfies(alert(TlsAlert.DECODE_ERROR));
    }

    @Test
    void schemesForCertificatesAloneAreNotEnough() {
        assertThatThrownBy(() -> request(certificateSchemes(ECDSA)))
                .satisfies(alert(TlsAlert.MISSING_EXTENSION));
    }
}
