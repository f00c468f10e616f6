package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.parameter.SignatureScheme;
import dev.quoll.tls.schedule.Transcript;
import dev.quoll.tls.signature.HandshakeSignature;
import dev.quoll.tls.signature.SignedContent;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;

/// Our Certificate and CertificateVerify. *Immutable*; made in a task.
///
/// @param messages the one or two messages, encoded
/// @param digest of the identity shown; empty if none is
record OwnProof(List<byte[]> messages, byte[] digest) {
    private static final byte[] NO_CONTEXT = {};
    private static final byte[] NO_DIGEST = {};

    OwnProof {
        messages = List.copyOf(messages);
    }

    /// A client's answer that it has nothing to show (RFC 8446 §4.4.2).
    static OwnProof nothing() {
        return new OwnProof(
                List.of(new CertificateMessage(NO_CONTEXT, List.of()).encode()), NO_DIGEST);
    }

    /// Signs. This is public-key work.
    ///
    /// @param schemes numbers of those the peer can verify; one fits the credential
    /// @param transcript all before the Certificate; it goes on with our messages
    static OwnProof make(
            Side ours,
            Credential credential,
            List<Integer> schemes,
            Transcript transcript,
            SecureRandom random)
            throws TransportException {
        EncodedIdentity identity = EncodedIdentity.of(credential.shown());
        byte[] certificate = certificate(identity).encode();
        transcript.add(certificate);
        byte[] verify = verify(ours, credential, schemes, transcript.hash(), random).encode();
        transcript.add(verify);
        return new OwnProof(List.of(certificate, verify), identity.digest());
    }

    private static CertificateMessage certificate(EncodedIdentity identity) {
        return new CertificateMessage(
                NO_CONTEXT,
                identity.entries().stream()
                        .map(data -> new CertificateMessage.Entry(data, Extensions.NONE))
                        .toList());
    }

    private static CertificateVerify verify(
            Side ours,
            Credential credential,
            List<Integer> schemes,
            byte[] transcriptHash,
            SecureRandom random)
            throws TransportException {
        SignatureScheme scheme = credential.schemeAmong(schemes).orElseThrow();
        byte[] content = SignedContent.of(ours, transcriptHash);
        try {
            return new CertificateVerify(
                    scheme.code(),
                    HandshakeSignature.sign(scheme, credential.key(), content, random));
        } catch (GeneralSecurityException e) {
            throw Alert.internalError("our private key does not sign", e);
        }
    }
}
