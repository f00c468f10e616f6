package dev.quoll.tls.agreement;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.tls.parameter.NamedGroup;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

import javax.crypto.KeyAgreement;

/// Diffie-Hellman on one elliptic curve, by the JCA. A share on the wire is the end of the
/// SubjectPublicKeyInfo by which the JCA knows a public key; the rest of that is the same for all
/// keys of a curve. *Immutable*.
///
/// @param shareLength bytes of a public share
/// @param keyInfoPrefix what stands before the share in a SubjectPublicKeyInfo
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-7.4.2 RFC 8446, section 7.4.2
record DiffieHellman(
        NamedGroup group,
        String keyAlgorithm,
        AlgorithmParameterSpec curve,
        String agreementAlgorithm,
        int shareLength,
        byte[] keyInfoPrefix) {
    private static final byte UNCOMPRESSED_POINT = 4;

    private static final DiffieHellman X25519 =
            montgomery(
                    NamedGroup.X25519, NamedParameterSpec.X25519, 32, "302a300506032b656e032100");

    private static final DiffieHellman X448 =
            montgomery(NamedGroup.X448, NamedParameterSpec.X448, 56, "3042300506032b656f033900");

    private static final DiffieHellman SECP256R1 =
            weierstrass(
                    NamedGroup.SECP256R1,
                    65,
                    "3059301306072a8648ce3d020106082a8648ce3d030107034200");

    private static final DiffieHellman SECP384R1 =
            weierstrass(NamedGroup.SECP384R1, 97, "3076301006072a8648ce3d020106052b81040022036200");

    private static final DiffieHellman SECP521R1 =
            weierstrass(
                    NamedGroup.SECP521R1,
                    133,
                    "30819b301006072a8648ce3d020106052b8104002303818600");

    static DiffieHellman of(NamedGroup group) {
        return switch (group) {
            case X25519 -> X25519;
            case X448 -> X448;
            case SECP256R1 -> SECP256R1;
            case SECP384R1 -> SECP384R1;
            case SECP521R1 -> SECP521R1;
        };
    }

    private static DiffieHellman montgomery(
            NamedGroup group, NamedParameterSpec curve, int shareLength, String keyInfoPrefix) {
        return new DiffieHellman(
                group,
                curve.getName(),
                curve,
                curve.getName(),
                shareLength,
                HexFormat.of().parseHex(keyInfoPrefix));
    }

    private static DiffieHellman weierstrass(
            NamedGroup group, int shareLength, String keyInfoPrefix) {
        return new DiffieHellman(
                group,
                "EC",
                new ECGenParameterSpec(group.registeredName()),
                "ECDH",
                shareLength,
                HexFormat.of().parseHex(keyInfoPrefix));
    }

    KeyShare generate(SecureRandom random) {
        KeyPair pair = keyPair(random);
        return new Share(this, pair.getPrivate(), encode(pair.getPublic()));
    }

    KeyShare.Answer answer(byte[] clientShare, SecureRandom random) throws TransportException {
        KeyPair pair = keyPair(random);
        return new KeyShare.Answer(encode(pair.getPublic()), agree(pair.getPrivate(), clientShare));
    }

    private byte[] agree(PrivateKey ours, byte[] peerShare) throws TransportException {
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
            throw illegal("a key share that is not a point of " + group.registeredName());
        }
    }

    private void checkForm(byte[] share) throws TransportException {
        if (share.length != shareLength) {
            throw illegal("a key share of " + share.length + " bytes");
        }
        // RFC 8446 §4.2.8.2
        if (keyAlgorithm.equals("EC") && share[0] != UNCOMPRESSED_POINT) {
            throw illegal("a key share in point format " + share[0]);
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
            throw illegal("a key share that forces the secret");
        }
    }

    private KeyPair keyPair(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keyAlgorithm);
            generator.initialize(curve, random);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("no keys for " + group, e);
        }
    }

    private byte[] encode(PublicKey key) {
        byte[] keyInfo = key.getEncoded();
        return Arrays.copyOfRange(keyInfo, keyInfo.length - shareLength, keyInfo.length);
    }

    private PublicKey decode(byte[] share) throws GeneralSecurityException {
        byte[] keyInfo = Arrays.copyOf(keyInfoPrefix, keyInfoPrefix.length + shareLength);
        System.arraycopy(share, 0, keyInfo, keyInfoPrefix.length, shareLength);
        return KeyFactory.getInstance(keyAlgorithm).generatePublic(new X509EncodedKeySpec(keyInfo));
    }

    private static TransportException illegal(String reason) {
        return TransportException.crypto(TlsAlert.ILLEGAL_PARAMETER, reason);
    }

    private record Share(DiffieHellman curve, PrivateKey privateKey, byte[] publicShare)
            implements KeyShare {
        @Override
        public NamedGroup group() {
            return curve.group;
        }

        @Override
        public byte[] agree(byte[] serverShare) throws TransportException {
            return curve.agree(privateKey, serverShare);
        }

        @Override
        public String toString() {
            return "Share[" + curve.group + ", hidden]";
        }
    }
}
