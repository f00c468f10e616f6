package dev.quoll.tls.agreement;

import dev.quoll.core.error.TransportException;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;

import javax.crypto.KEM;

/// ML-KEM by the JCA: the client offers a key, the server answers with a secret encapsulated to it.
/// *Immutable*.
///
/// @param clientShareLength bytes of an encapsulation key
/// @param serverShareLength bytes of a ciphertext
/// @param keyInfo how a key looks as a SubjectPublicKeyInfo
record Encapsulation(
        KeyPairKind kind, int clientShareLength, int serverShareLength, KeyInfo keyInfo)
        implements Agreement {
    static final Encapsulation ML_KEM_768 =
            new Encapsulation(
                    KeyPairKind.ML_KEM_768,
                    1184,
                    1088,
                    new KeyInfo("308204b2300b0609608648016503040402038204a100", 1184));

    private static final int MODULUS = 3329;
    private static final int SEED_LENGTH = 32;

    @Override
    public Offer offer(EphemeralKeys keys) {
        KeyPair pair = keys.next(kind);
        return new Key(this, pair.getPrivate(), keyInfo.share(pair.getPublic()));
    }

    @Override
    public KeyShare.Answer answer(byte[] clientShare, EphemeralKeys keys)
            throws TransportException {
        Agreement.checkLength(clientShare, clientShareLength);
        checkModulus(clientShare);
        try {
            KEM.Encapsulated answer =
                    KEM.getInstance(algorithm())
                            .newEncapsulator(key(clientShare), keys.random())
                            .encapsulate();
            return new KeyShare.Answer(answer.encapsulation(), answer.key().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no " + algorithm(), e);
        } catch (GeneralSecurityException e) {
            throw Agreement.illegal("a key share that is not a key of " + algorithm());
        }
    }

    private String algorithm() {
        return kind.algorithm();
    }

    /// FIPS 203 §7.2: every coefficient, of twelve bits each, is below the modulus. Providers need
    /// not check it.
    private static void checkModulus(byte[] key) throws TransportException {
        for (int i = 0; i < key.length - SEED_LENGTH; i += 3) {
            int pair = key[i] & 0xff | (key[i + 1] & 0xff) << 8 | (key[i + 2] & 0xff) << 16;
            if ((pair & 0xfff) >= MODULUS || pair >>> 12 >= MODULUS) {
                throw Agreement.illegal("a key share with a number over the modulus");
            }
        }
    }

    private PublicKey key(byte[] share) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm())
                .generatePublic(new X509EncodedKeySpec(keyInfo.encode(share)));
    }

    private record Key(Encapsulation method, PrivateKey privateKey, byte[] publicShare)
            implements Offer {
        /// A ciphertext that was made up gives a secret that only we know (FIPS 203 §6.3), and the
        /// handshake fails at the Finished.
        @Override
        public byte[] agree(byte[] serverShare) throws TransportException {
            Agreement.checkLength(serverShare, method.serverShareLength);
            try {
                return KEM.getInstance(method.algorithm())
                        .newDecapsulator(privateKey)
                        .decapsulate(serverShare)
                        .getEncoded();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("no " + method.algorithm(), e);
            }
        }

        @Override
        public String toString() {
            return "Key[" + method.algorithm() + ", hidden]";
        }
    }
}
