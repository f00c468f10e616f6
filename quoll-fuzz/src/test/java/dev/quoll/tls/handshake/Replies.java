package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.tls.FixedRandom;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.parameter.SignatureScheme;
import dev.quoll.tls.signature.HandshakeSignature;
import dev.quoll.tls.signature.SignedContent;

import java.security.GeneralSecurityException;
import java.util.Optional;

/// The proofs of a peer that owns its key: what the fuzzer could not find out by trying.
final class Replies {
    private Replies() {}

    /// CertificateVerify and Finished of `sender` with the right proof; others as they are.
    static byte[] prove(byte[] message, Side sender, Credential credential, Dialogue before) {
        return switch (message[0]) {
            case 15 ->
                    before.keysBeforeNext(sender)
                            .map(keys -> sign(sender, credential, keys.transcript().hash()))
                            .orElse(message);
            case 20 ->
                    before.keysBeforeNext(sender)
                            .map(keys -> new Finished(keys.finished(sender)).encode())
                            .orElse(message);
            default -> message;
        };
    }

    static byte[] sign(Side signer, Credential credential, byte[] transcriptHash) {
        SignatureScheme scheme = SignatureScheme.ECDSA_SECP256R1_SHA256;
        byte[] content = SignedContent.of(signer, transcriptHash);
        try {
            byte[] signed =
                    HandshakeSignature.sign(
                            scheme, credential.key(), content, FixedRandom.seeded(4));
            return new CertificateVerify(scheme.code(), signed).encode();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The secret, or the reason why there is none.
    @FunctionalInterface
    interface Computed<T> {
        T get() throws TransportException;
    }

    /// The outcome, unless it cannot be computed.
    static <T> Optional<T> attempt(Computed<T> computed) {
        try {
            return Optional.of(computed.get());
        } catch (TransportException e) {
            return Optional.empty();
        }
    }
}
