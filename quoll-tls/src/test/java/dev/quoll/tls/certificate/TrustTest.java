package dev.quoll.tls.certificate;

import static dev.quoll.tls.Alerts.alert;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.PeerIdentity.CertificateChain;
import dev.quoll.tls.TestCertificates;
import dev.quoll.tls.TestCertificates.Issued;
import dev.quoll.tls.TestCertificates.Kind;
import dev.quoll.tls.TestCertificates.Request;
import dev.quoll.tls.trust.PeerVerifier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.X509TrustManager;

class TrustTest {
    private static final Issued AUTHORITY = TestCertificates.authority("Root", Kind.EC_P256);

    private final PeerVerifier trust = TrustManagerTrust.of(List.of(AUTHORITY.certificate()));

    private void check(Issued issued, String host) throws TransportException {
        check(trust, issued, host);
    }

    private static void check(PeerVerifier trust, Issued issued, String host)
            throws TransportException {
        PeerTrust.x509(trust)
                .check(new CertificateChain(issued.chain()), Optional.of(ServerHost.parse(host)));
    }

    private void assertTrusted(Issued issued, String host) {
        assertThatCode(() -> check(issued, host)).doesNotThrowAnyException();
    }

    private void assertNotFor(Issued issued, String host) {
        assertThatThrownBy(() -> check(issued, host))
                .satisfies(alert(TlsAlert.BAD_CERTIFICATE))
                .hasMessageContaining(host);
    }

    @Test
    void aCertificateIsGoodForEachOfItsNames() {
        Issued issued = TestCertificates.server(AUTHORITY, Kind.EC_P256, "a.test", "b.test");

        assertTrusted(issued, "a.test");
        assertTrusted(issued, "B.TEST");
        assertTrusted(issued, "b.test.");
        assertNotFor(issued, "c.test");
        assertNotFor(issued, "sub.a.test");
    }

    @Test
    void aWildcardStandsForOneLabel() {
        Issued issued = TestCertificates.server(AUTHORITY, Kind.EC_P256, "*.a.test");

        assertTrusted(issued, "x.a.test");
        assertNotFor(issued, "x.y.a.test");
        assertNotFor(issued, "a.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1"})
    void anAddressIsVerifiedToo(String literal) {
        Issued issued = new Request("address", Kind.EC_P256).address(literal).issuedBy(AUTHORITY);

        assertTrusted(issued, literal);
        assertNotFor(issued, "192.0.2.2");
        assertNotFor(issued, "2001:db8::2");
        assertNotFor(issued, "name.test");
    }

    @Test
    void anAddressIsNotTakenForAName() {
        assertNotFor(TestCertificates.server(AUTHORITY, Kind.EC_P256, "a.test"), "192.0.2.1");
    }

    @Test
    void aServersOwnCertificateCanBeTrustedByItself() {
        Issued issued = new Request("a.test", Kind.EC_P256).dnsName("a.test").selfSigned();
        PeerVerifier own = TrustManagerTrust.of(List.of(issued.certificate()));

        assertThatCode(() -> check(own, issued, "a.test")).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(own, issued, "b.test"))
                .satisfies(alert(TlsAlert.BAD_CERTIFICATE));
    }

    @Test
    void aTrustManagerThatCannotCheckNamesIsRefused() {
        X509TrustManager simple =
                new X509TrustManager() {
                    @Override
                    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

                    @Override
                    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

                    @Override
                    public X509Certificate[] getAcceptedIssuers() {
                        return new X509Certificate[0];
                    }
                };

        assertThatThrownBy(() -> new TrustManagerTrust(simple))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("X509ExtendedTrustManager");
    }

    @Test
    void theJdksOwnAuthoritiesDoNotVouchForATestServer() {
        Issued issued = TestCertificates.server(AUTHORITY, Kind.EC_P256, "a.test");

        assertThatThrownBy(() -> check(TrustManagerTrust.system(), issued, "a.test"))
                .satisfies(alert(TlsAlert.UNKNOWN_CA));
    }
}
