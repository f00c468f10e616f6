package dev.quoll;

import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;

import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import javax.security.auth.x500.X500Principal;

/// A server's self-signed certificate for one host name, with its key.
public record TestIdentity(PrivateKey key, X509Certificate certificate) {
    public static final String ALPN = "test";
    public static final String HOST = "server.test";

    private static final TestIdentity SERVER = selfSigned(HOST);

    /// The one that the servers of most tests have.
    public static TestIdentity server() {
        return SERVER;
    }

    public TlsServerConfig.Builder serverTls() {
        return TlsServerConfig.builder().certificate(key, List.of(certificate)).alpn(ALPN);
    }

    public TlsClientConfig.Builder clientTls() {
        return TlsClientConfig.builder().trustCertificates(List.of(certificate)).alpn(ALPN);
    }

    static TestIdentity selfSigned(String host) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            X500Principal name = new X500Principal("CN=" + host);
            Instant begin = Instant.now().minus(Duration.ofHours(12));
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                                    name,
                                    BigInteger.ONE,
                                    Date.from(begin),
                                    Date.from(begin.plus(Duration.ofDays(1))),
                                    name,
                                    keys.getPublic())
                            .addExtension(
                                    Extension.basicConstraints, true, new BasicConstraints(true))
                            .addExtension(
                                    Extension.subjectAlternativeName,
                                    false,
                                    new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
            JcaContentSignerBuilder signer = new JcaContentSignerBuilder("SHA256withECDSA");
            return new TestIdentity(
                    keys.getPrivate(),
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(signer.build(keys.getPrivate()))));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
