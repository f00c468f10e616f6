package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.tls.certificate.ReceivedChain;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.certificate.ServerTrust;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.parameter.SignatureScheme;
import dev.quoll.tls.signature.HandshakeSignature;
import dev.quoll.tls.signature.SignedContent;

import java.security.GeneralSecurityException;
import java.util.List;

/// What a server shows to prove who it is: certificates and a signature over the handshake.
/// *Immutable*; a task checks it.
///
/// @param encodedChain DER, the server's own first
/// @param transcriptHash over all before the CertificateVerify
record ServerProof(
        List<byte[]> encodedChain,
        SignatureScheme scheme,
        byte[] signature,
        byte[] transcriptHash) {
    /// @throws TransportException illegal_parameter if the scheme was not offered for handshakes
    static ServerProof of(
            CertificateMessage certificates, CertificateVerify verify, byte[] transcriptHash)
            throws TransportException {
        SignatureScheme scheme =
                SignatureScheme.ofCode(verify.scheme())
                        .filter(known -> known.use() == SignatureScheme.Use.HANDSHAKE)
                        .orElseThrow( // RFC 8446 §4.4.3
                                () ->
                                        Alert.illegalParameter(
                                                "signature scheme %#06x was not offered"
                                                        .formatted(verify.scheme())));
        return new ServerProof(
                certificates.entries().stream().map(CertificateMessage.Entry::data).toList(),
                scheme,
                verify.signature(),
                transcriptHash);
    }

    /// Checks chain, name and signature. This is public-key work and may block.
    ///
    /// @return the certificates, believed
    /// @throws TransportException with the alert that says what is wrong
    ReceivedChain check(ServerTrust trust, ServerHost host) throws TransportException {
        ReceivedChain chain = ReceivedChain.read(encodedChain);
        checkSignature(chain);
        chain.check(trust, host);
        return chain;
    }

    private void checkSignature(ReceivedChain chain) throws TransportException {
        if (!HandshakeSignature.fits(scheme, chain.publicKey())) {
            throw Alert.illegalParameter(scheme + " with a key of another kind");
        }
        byte[] content = SignedContent.of(Side.SERVER, transcriptHash);
        try {
            if (!HandshakeSignature.verify(scheme, chain.publicKey(), content, signature)) {
                throw Alert.decryptError("the server has not the key of its certificate");
            }
        } catch (GeneralSecurityException e) {
            throw Alert.illegalParameter("a key that cannot be used: " + e.getMessage());
        }
    }
}
