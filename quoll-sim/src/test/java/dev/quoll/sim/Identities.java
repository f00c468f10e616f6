package dev.quoll.sim;

import dev.quoll.sim.handshake.Security;
import dev.quoll.sim.handshake.ServerIdentity;
import dev.quoll.sim.seed.Seed;
import dev.quoll.sim.seed.SeededSecureRandom;

import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import javax.security.auth.x500.X500Principal;

/// Makes the identities of simulated servers: the same bytes in each run.
final class Identities {
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2120-01-01T00:00:00Z");

    /// A server with one EC certificate below an authority of its own.
    static final ServerIdentity SERVER = server("Simulated authority", new Seed(1), 1);

    /// A server below another authority, with so many names in its certificate that it takes
    /// several datagrams.
    static final ServerIdentity LARGE = server("Another authority", new Seed(2), 300);

    private Identities() {}

    /// TLS and real packet protection, for [Sim#security].
    static Security tls(Seed seed) {
        return Security.tls(SERVER, seed);
    }

    private static ServerIdentity server(String issuedBy, Seed seed, int names) {
        SecureRandom random = new SeededSecureRandom(seed);
        try {
            KeyPair authority = newKeys(random);
            KeyPair own = newKeys(random);
            X500Principal issuer = new X500Principal("CN=" + issuedBy);
            X500Principal subject = new X500Principal("CN=Simulated server");
            X509Certificate root =
                    new JcaX509CertificateConverter()
                            .getCertificate(
                                    builder(issuer, issuer, authority, 1)
                                            .addExtension(
                                                    Extension.basicConstraints,
                                                    true,
                                                    new BasicConstraints(true))
                                            .build(signer(authority, random)));
            X509Certificate leaf =
                    new JcaX509CertificateConverter()
                            .getCertificate(
                                    builder(issuer, subject, own, 2)
                                            .addExtension(
                                                    Extension.subjectAlternativeName,
                                                    false,
                                                    names(names))
                                            .build(signer(authority, random)));
            return new ServerIdentity(own.getPrivate(), List.of(leaf), root);
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GeneralNames names(int count) {
        GeneralName[] names = new GeneralName[count];
        for (int i = 0; i < count; i++) {
            String name = i == 0 ? Sim.SERVER_NAME : "alias-" + i + "." + Sim.SERVER_NAME;
            names[i] = new GeneralName(GeneralName.dNSName, name);
        }
        return new GeneralNames(names);
    }

    private static X509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, KeyPair keys, long serial) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(serial),
                Date.from(FROM),
                Date.from(UNTIL),
                subject,
                keys.getPublic());
    }

    private static ContentSigner signer(KeyPair authority, SecureRandom random)
            throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA")
                .setSecureRandom(random)
                .build(authority.getPrivate());
    }

    private static KeyPair newKeys(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }
}
