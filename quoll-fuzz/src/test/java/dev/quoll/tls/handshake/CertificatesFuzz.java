package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.fuzz.Allocation;
import dev.quoll.fuzz.Refusal;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.certificate.PeerTrust;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.HandshakeType;
import dev.quoll.tls.parameter.CertificateType;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a peer shows to prove who it is: the messages Certificate and CertificateVerify, one behind
/// the other, after a byte that says who looks at them. Nobody is believed but the owners of the
/// keys that the authority knows.
public final class CertificatesFuzz {
    static final byte[] TRANSCRIPT_HASH = new byte[32];

    private static final long MAX_ALLOCATION = 8 << 20;
    private static final Set<PublicKey> KNOWN =
            Set.of(
                    Identities.AUTHORITY.getPublicKey(),
                    Identities.SERVER.shown().publicKey(),
                    Identities.CLIENT.shown().publicKey());

    private CertificatesFuzz() {}

    /// Who looks. The order is that of the corpus: only add at the end.
    enum Setting {
        CLIENT_SEES_CERTIFICATES,
        SERVER_SEES_CERTIFICATES,
        CLIENT_SEES_KEY,
        SERVER_SEES_KEY;

        Side signer() {
            return this == CLIENT_SEES_CERTIFICATES || this == CLIENT_SEES_KEY
                    ? Side.SERVER
                    : Side.CLIENT;
        }

        CertificateType type() {
            return this == CLIENT_SEES_KEY || this == SERVER_SEES_KEY
                    ? CertificateType.RAW_PUBLIC_KEY
                    : CertificateType.X509;
        }

        private PeerTrust trust() {
            return switch (type()) {
                case X509 -> Identities.trust();
                case RAW_PUBLIC_KEY ->
                        Identities.trustInKeyOf(
                                signer() == Side.SERVER
                                        ? Identities.RAW_SERVER
                                        : Identities.RAW_CLIENT);
            };
        }
    }

    /// Called by the fuzzer.
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        Setting setting = Setting.values()[(data[0] & 0xff) % Setting.values().length];
        List<byte[]> messages = Dialogue.cut(Arrays.copyOfRange(data, 1, data.length));
        Allocation.check(MAX_ALLOCATION, () -> look(setting, messages));
    }

    /// Whether the peer is believed.
    static boolean look(Setting setting, List<byte[]> messages) {
        if (messages.isEmpty()) {
            return false;
        }
        try {
            EncodedIdentity identity =
                    PeerProof.identity(
                            CertificateMessage.decode(
                                    new EncodedMessage(
                                            HandshakeType.CERTIFICATE, messages.getFirst())),
                            setting.type(),
                            Extensions.NONE);
            if (identity.entries().isEmpty()) {
                return false; // the machines refuse it or do without
            }
            checkTrust(setting, identity);
            return messages.size() > 1 && isProved(setting, identity, messages.get(1));
        } catch (TransportException refused) {
            Refusal.check(refused);
            return false;
        }
    }

    /// As if the signature were right.
    private static void checkTrust(Setting setting, EncodedIdentity identity) {
        try {
            PeerIdentity peer = identity.decode();
            setting.trust().check(peer, host(setting));
            requireKnown(peer);
        } catch (TransportException refused) {
            Refusal.check(refused);
        }
    }

    private static boolean isProved(Setting setting, EncodedIdentity identity, byte[] encoded)
            throws TransportException {
        CertificateVerify verify =
                CertificateVerify.decode(
                        new EncodedMessage(HandshakeType.CERTIFICATE_VERIFY, encoded));
        requireKnown(
                PeerProof.of(setting.signer(), identity, verify, TRANSCRIPT_HASH)
                        .check(setting.trust(), host(setting)));
        return true;
    }

    private static Optional<ServerHost> host(Setting setting) {
        return setting.signer() == Side.SERVER ? Optional.of(ClientFuzz.HOST) : Optional.empty();
    }

    private static void requireKnown(PeerIdentity peer) {
        if (!KNOWN.contains(peer.publicKey())) {
            throw new AssertionError("believes " + peer);
        }
    }
}
