package dev.quoll.tls.handshake;

import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.certificate.CredentialSource;
import dev.quoll.tls.certificate.FixedCredentials;
import dev.quoll.tls.certificate.PeerTrust;
import dev.quoll.tls.certificate.PemFile;
import dev.quoll.tls.certificate.TrustManagerTrust;
import dev.quoll.tls.trust.PeerVerifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

/// Who the two sides are: always the same, and for a hundred years, so that an input does the same
/// each time. The private keys are no secret.
final class Identities {
    static final X509Certificate AUTHORITY = certificates("authority.pem").getFirst();
    static final Credential SERVER = credential("server");
    static final Credential CLIENT = credential("client");
    static final Credential RAW_SERVER = raw(SERVER);
    static final Credential RAW_CLIENT = raw(CLIENT);

    private static final PeerVerifier BY_AUTHORITY = TrustManagerTrust.of(List.of(AUTHORITY));

    private Identities() {}

    /// Believes certificates that the authority issued.
    static PeerTrust trust() {
        return PeerTrust.x509(BY_AUTHORITY);
    }

    /// Believes the owner of this key alone.
    static PeerTrust trustInKeyOf(Credential credential) {
        return PeerTrust.rawKeys(PeerVerifier.ofKeys(List.of(credential.shown().publicKey())));
    }

    static CredentialSource source(Credential credential) {
        return new FixedCredentials(List.of(credential));
    }

    private static Credential credential(String name) {
        return new Credential(
                PemFile.privateKey(text(name + "-key.pem")), certificates(name + ".pem"));
    }

    private static Credential raw(Credential of) {
        return new Credential(of.key(), new PeerIdentity.RawPublicKey(of.shown().publicKey()));
    }

    private static List<X509Certificate> certificates(String name) {
        return PemFile.certificates(text(name));
    }

    private static String text(String name) {
        try (InputStream in = Identities.class.getResourceAsStream("/dev/quoll/fuzz/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
