package dev.quoll.tls;

import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.EdECKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import javax.security.auth.x500.X500Principal;

/// Makes authorities and the certificates they issue. An authority's chain leaves out its root.
public final class TestCertificates {
    /// What kind of key a certificate is for.
    public enum Kind {
        EC_P256,
        EC_P384,
        EC_P521,
        ED25519,
        ED448,
        RSA_PSS_2048,
        RSA_2048,
        RSA_1024
    }

    /// A certificate and its key, which can issue others if it is an authority's.
    public record Issued(KeyPair keys, X509Certificate certificate, List<X509Certificate> chain) {
        public PrivateKey key() {
            return keys.getPrivate();
        }
    }

    private static long nextSerial = 1;

    private TestCertificates() {}

    /// A self-signed authority.
    public static Issued authority(String name, Kind kind) {
        return new Request(name, kind).authority().selfSigned();
    }

    /// A server's certificate for DNS names, good for a day around now.
    public static Issued server(Issued authority, Kind kind, String... names) {
        Request request = new Request(names[0], kind);
        for (String name : names) {
            request.dnsName(name);
        }
        return request.issuedBy(authority);
    }

    /// A certificate to be.
    public static final class Request {
        private final X500Principal subject;
        private final Kind kind;
        private final ArrayList<GeneralName> names = new ArrayList<>();
        private String hash = "SHA256";
        private Instant notBefore = Instant.now().minus(Duration.ofHours(12));
        private Duration validity = Duration.ofDays(1);
        private BasicConstraints constraints = new BasicConstraints(false);

        public Request(String commonName, Kind kind) {
            this.subject = new X500Principal("CN=" + commonName);
            this.kind = kind;
        }

        public Request dnsName(String name) {
            names.add(new GeneralName(GeneralName.dNSName, name));
            return this;
        }

        public Request address(String literal) {
            names.add(new GeneralName(GeneralName.iPAddress, literal));
            return this;
        }

        public Request authority() {
            constraints = new BasicConstraints(true);
            return this;
        }

        public Request hash(String name) {
            hash = name;
            return this;
        }

        public Request notBefore(Instant begin) {
            notBefore = begin;
            return this;
        }

        public Issued selfSigned() {
            KeyPair keys = newKeys(kind);
            X509Certificate made = make(keys, subject, keys.getPrivate());
            return new Issued(keys, made, List.of(made));
        }

        public Issued issuedBy(Issued authority) {
            KeyPair keys = newKeys(kind);
            X509Certificate made =
                    make(keys, authority.certificate().getSubjectX500Principal(), authority.key());
            List<X509Certificate> chain = new ArrayList<>(List.of(made));
            if (!isRoot(authority)) { // a root need not be sent
                chain.addAll(authority.chain());
            }
            return new Issued(keys, made, chain);
        }

        private X509Certificate make(KeyPair keys, X500Principal issuer, PrivateKey signer) {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            issuer,
                            BigInteger.valueOf(nextSerial++),
                            Date.from(notBefore),
                            Date.from(notBefore.plus(validity)),
                            subject,
                            keys.getPublic());
            try {
                builder.addExtension(Extension.basicConstraints, true, constraints);
                if (!names.isEmpty()) {
                    builder.addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(names.toArray(GeneralName[]::new)));
                }
                return new JcaX509CertificateConverter()
                        .getCertificate(builder.build(signerWith(hash, signer)));
            } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// The JDK has no name of its own for each hash in PSS.
    private static ContentSigner signerWith(String hash, PrivateKey signer)
            throws OperatorCreationException {
        return switch (signer.getAlgorithm()) {
            case "RSASSA-PSS" ->
                    new JcaContentSignerBuilder(hash + "withRSAandMGF1")
                            .setProvider(new BouncyCastleProvider())
                            .build(signer);
            case "EdDSA" ->
                    new JcaContentSignerBuilder(((EdECKey) signer).getParams().getName())
                            .build(signer);
            case "RSA" -> new JcaContentSignerBuilder(hash + "withRSA").build(signer);
            default -> new JcaContentSignerBuilder(hash + "withECDSA").build(signer);
        };
    }

    private static boolean isRoot(Issued authority) {
        X509Certificate own = authority.certificate();
        return own.getIssuerX500Principal().equals(own.getSubjectX500Principal());
    }

    private static String algorithm(Kind kind) {
        return switch (kind) {
            case EC_P256, EC_P384, EC_P521 -> "EC";
            case ED25519 -> "Ed25519";
            case ED448 -> "Ed448";
            case RSA_PSS_2048 -> "RSASSA-PSS";
            case RSA_2048, RSA_1024 -> "RSA";
        };
    }

    private static KeyPair newKeys(Kind kind) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm(kind));
            switch (kind) {
                case EC_P256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case EC_P384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
                case EC_P521 -> generator.initialize(new ECGenParameterSpec("secp521r1"));
                case ED25519, ED448 -> {}
                case RSA_2048, RSA_PSS_2048 -> generator.initialize(2048);
                case RSA_1024 -> generator.initialize(1024);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
