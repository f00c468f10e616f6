package dev.quoll.tls.agreement;

import dev.quoll.core.error.TransportException;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;

import javax.crypto.KeyAgreement;

/// Diffie-Hellman on one elliptic curve, by the JCA. *Immutable*.
///
/// @param keyInfo how a key looks as a SubjectPublicKeyInfo
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-7.4.2 RFC 8446, section 7.4.2
record DiffieHellman(KeyPairKind kind, String agreementAlgorithm, ShareForm form, KeyInfo keyInfo)
        implements Agreement {
    /// What a share is.
    private enum ShareForm {
        /// One coordinate (RFC 7748).
        COORDINATE,
        /// A point, led by a byte that says how it is written (RFC 8446 §4.2.8.2).
        POINT
    }

    static final DiffieHellman X25519 =
            montgomery(KeyPairKind.X25519, new KeyInfo("302a300506032b656e032100", 32));

    static final DiffieHellman X448 =
            montgomery(KeyPairKind.X448, new KeyInfo("3042300506032b656f033900", 56));

    static final DiffieHellman SECP256R1 =
            weierstrass(
                    KeyPairKind.SECP256R1,
                    new KeyInfo("3059301306072a8648ce3d020106082a8648ce3d030107034200", 65));

    static final DiffieHellman SECP384R1 =
            weierstrass(
                    KeyPairKind.SECP384R1,
                    new KeyInfo("3076301006072a8648ce3d020106052b81040022036200", 97));

    static final DiffieHellman SECP521R1 =
            weierstrass(
                    KeyPairKind.SECP521R1,
                    new KeyInfo("30819b301006072a8648ce3d020106052b8104002303818600", 133));

    private static final byte UNCOMPRESSED_POINT = 4;

    private static DiffieHellman montgomery(KeyPairKind kind, KeyInfo keyInfo) {
        return new DiffieHellman(kind, kind.algorithm(), ShareForm.COORDINATE, keyInfo);
    }

    private static DiffieHellman weierstrass(KeyPairKind kind, KeyInfo keyInfo) {
        return new DiffieHellman(kind, "ECDH", ShareForm.POINT, keyInfo);
    }

    @Override
    public int clientShareLength() {
        return keyInfo.shareLength();
    }

    @Override
    public int serverShareLength() {
        return keyInfo.shareLength();
    }

    @Override
    public Offer offer(EphemeralKeys keys) {
        KeyPair pair = keys.next(kind);
        return new Key(this, pair.getPrivate(), keyInfo.share(pair.getPublic()));
    }

    @Override
    public KeyShare.Answer answer(byte[] clientShare, EphemeralKeys keys)
            throws TransportException {
        checkForm(clientShare);
        KeyPair pair = keys.next(kind);
        return new KeyShare.Answer(
                keyInfo.share(pair.getPublic()), agree(pair.getPrivate(), clientShare));
    }

    /// @throws TransportException illegal_parameter if `peerShare` is not a share of this group
    byte[] agree(PrivateKey ours, byte[] peerShare) throws TransportException {
        checkForm(peerShare);
        try {
            KeyAgreement agreement = KeyAgreement.getInstance(agreementAlgorithm);
            agreement.init(ours);
            agreement.doPhase(decode(peerShare), true);
            byte[] secret = agreement.generateSecret();
            checkContribution(secret);
            return secret;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no key agreement " + agreementAlgorithm, e);
        } catch (GeneralSecurityException e) { // a point off the curve or of small order
            throw Agreement.illegal("a key share that is not a point of " + kind);
        }
    }

    private void checkForm(byte[] share) throws TransportException {
        Agreement.checkLength(share, keyInfo.shareLength());
        // RFC 8446 §4.2.8.2
        if (form == ShareForm.POINT && share[0] != UNCOMPRESSED_POINT) {
            throw Agreement.illegal("a key share in point format " + share[0]);
        }
    }

    /// RFC 8446 §7.4.2: the peer must not be able to force the result. The JDK refuses such shares
    /// before; another provider may not.
    private void checkContribution(byte[] secret) throws TransportException {
        int bits = 0;
        for (byte b : secret) {
            bits |= b;
        }
        if (bits == 0) {
            throw Agreement.illegal("a key share that forces the secret");
        }
    }

    private PublicKey decode(byte[] share) throws GeneralSecurityException {
        return KeyFactory.getInstance(kind.algorithm())
                .generatePublic(new X509EncodedKeySpec(keyInfo.encode(share)));
    }

    private record Key(DiffieHellman method, PrivateKey privateKey, byte[] publicShare)
            implements Offer {
        @Override
        public byte[] agree(byte[] serverShare) throws TransportException {
            return method.agree(privateKey, serverShare);
        }

        @Override
        public String toString() {
            return "Key[" + method.kind + ", hidden]";
        }
    }
}
