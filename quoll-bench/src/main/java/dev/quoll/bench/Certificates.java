package dev.quoll.bench;

import org.bouncycastle.asn1.x500.X500Name;
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
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/// An authority, and a server's certificate that it issued directly; both keys are of one kind.
/// *Immutable*.
record Certificates(X509Certificate authority, X509Certificate server, PrivateKey key) {
    /// Whose certificate it is.
    static final String HOST = "server.test";

    private static final X500Name AUTHORITY_NAME = new X500Name("CN=Authority");
    private static final Duration LIFETIME = Duration.ofDays(1);

    static Certificates of(KeyKind kind) {
        try {
            KeyPair authority = kind.generate();
            KeyPair server = kind.generate();
            return new Certificates(
                    sign(kind, authority, authorityCertificate(authority)),
                    sign(kind, authority, serverCertificate(server)),
                    server.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("this JDK makes no certificates", e);
        }
    }

    private static X509v3CertificateBuilder authorityCertificate(KeyPair keys)
            throws CertIOException {
        return begin(1, AUTHORITY_NAME, keys)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    }

    private static X509v3CertificateBuilder serverCertificate(KeyPair keys) throws CertIOException {
        return begin(2, new X500Name("CN=" + HOST), keys)
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, HOST)));
    }

    private static X509v3CertificateBuilder begin(long serial, X500Name subject, KeyPair keys) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                AUTHORITY_NAME,
                BigInteger.valueOf(serial),
                Date.from(now.minus(LIFETIME)),
                Date.from(now.plus(LIFETIME)),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(
            KeyKind kind, KeyPair authority, X509v3CertificateBuilder certificate)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        certificate.build(
                                new JcaContentSignerBuilder(kind.signature())
                                        .build(authority.getPrivate())));
    }

    @Override
    public String toString() {
        return "Certificates[hidden]";
    }
}
