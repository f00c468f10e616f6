package dev.quoll.tls.handshake;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.certificate.PeerTrust;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.parameter.CertificateType;
import dev.quoll.tls.parameter.SignatureScheme;
import dev.quoll.tls.signature.HandshakeSignature;
import dev.quoll.tls.signature.SignedContent;

import java.security.GeneralSecurityException;
import java.util.Optional;

/// What a peer shows to prove who it is: certificates or a raw public key, and a signature over the
/// handshake. *Immutable*; a task checks it.
///
/// @param signer the peer's side
/// @param transcriptHash over all before the CertificateVerify
record PeerProof(
        Side signer,
        EncodedIdentity identity,
        SignatureScheme scheme,
        byte[] signature,
        byte[] transcriptHash) {
    /// What a Certificate message shows; maybe nothing.
    ///
    /// @param asked the extensions of the message that asked for it
    /// @throws TransportException illegal_parameter for a context, unsupported_extension for an
    ///   extension nobody asked for
    static EncodedIdentity identity(
            CertificateMessage message, CertificateType type, Extensions asked)
            throws TransportException {
        if (message.context().length != 0) { // RFC 8446 §4.4.2
            throw Alert.illegalParameter("a certificate with a context");
        }
        for (CertificateMessage.Entry entry : message.entries()) {
            entry.extensions().checkSolicitedBy(asked);
        }
        return new EncodedIdentity(
                type, message.entries().stream().map(CertificateMessage.Entry::data).toList());
    }

    /// @throws TransportException illegal_parameter if the scheme was not offered for handshakes
    static PeerProof of(
            Side signer, EncodedIdentity identity, CertificateVerify verify, byte[] transcriptHash)
            throws TransportException {
        SignatureScheme scheme =
                SignatureScheme.ofCode(verify.scheme())
                        .filter(known -> known.use() == SignatureScheme.Use.HANDSHAKE)
                        .orElseThrow( // RFC 8446 §4.4.3
                                () ->
                                        Alert.illegalParameter(
                                                "signature scheme %#06x was not offered"
                                                        .formatted(verify.scheme())));
        return new PeerProof(signer, identity, scheme, verify.signature(), transcriptHash);
    }

    /// Checks identity, name and signature. This is public-key work and may block.
    ///
    /// @param host whom we meant; empty if the peer is a client
    /// @return the identity, believed
    /// @throws TransportException with the alert that says what is wrong
    PeerIdentity check(PeerTrust trust, Optional<ServerHost> host) throws TransportException {
        PeerIdentity peer = identity.decode();
        checkSignature(peer);
        trust.check(peer, host);
        return peer;
    }

    private void checkSignature(PeerIdentity peer) throws TransportException {
        if (!HandshakeSignature.fits(scheme, peer.publicKey())) {
            throw Alert.illegalParameter(scheme + " with a key of another kind");
        }
        byte[] content = SignedContent.of(signer, transcriptHash);
        try {
            if (!HandshakeSignature.verify(scheme, peer.publicKey(), content, signature)) {
                throw Alert.decryptError("the peer has not the key it shows");
            }
        } catch (GeneralSecurityException e) {
            throw TransportException.crypto(
                    TlsAlert.ILLEGAL_PARAMETER, "a key that cannot be used: " + e.getMessage(), e);
        }
    }
}
