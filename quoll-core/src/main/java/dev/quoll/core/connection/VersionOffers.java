package dev.quoll.core.connection;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.VersionNegotiationPacket;
import dev.quoll.core.path.Path;
import dev.quoll.core.version.QuicVersion;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// A server that does not speak the version a client began in says which ones it speaks: then the
/// client begins again, or gives up. Anybody can send such a packet, so it counts only while
/// nothing else was heard, and once. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-6.2 RFC 9000, section 6.2
/// @spec https://www.rfc-editor.org/rfc/rfc9368#section-2.1 RFC 9368, section 2.1
final class VersionOffers {
    private final Side side;
    private final Versions versions;
    private final Lifetime lifetime;
    private final Agreement agreement;
    private final Path path;
    private final ConnectionId source;
    private @Nullable QuicVersion choice;
    private boolean isAnswered;
    private long answeredNanos;

    /// @param source the connection ID in our long headers
    VersionOffers(
            Side side,
            Versions versions,
            Lifetime lifetime,
            Agreement agreement,
            Path path,
            ConnectionId source) {
        this.side = side;
        this.versions = versions;
        this.lifetime = lifetime;
        this.agreement = agreement;
        this.path = path;
        this.source = source;
    }

    /// A Version Negotiation packet came.
    ///
    /// @return whether it means anything; all others are dropped
    boolean onPacket(PacketHeader header, long nowNanos) {
        if (!isExpected() || !answersUs(header)) {
            return false;
        }
        Optional<List<Integer>> offered =
                VersionNegotiationPacket.read(header).map(VersionNegotiationPacket::versions);
        // RFC 9000 §6.2, RFC 9368 §4: who lists our version did not refuse it
        if (offered.isEmpty() || offered.get().contains(versions.original().wire())) {
            return false;
        }
        isAnswered = true;
        answeredNanos = nowNanos;
        choice = versions.bestOf(offered.get()).orElse(null);
        if (choice == null) {
            lifetime.discard(new CloseCause.VersionMismatch(offered.get()));
        }
        return true;
    }

    /// The version to begin again with, told once; `null` if there is none.
    @Nullable QuicVersion takeChoice() {
        QuicVersion taken = choice;
        choice = null;
        return taken;
    }

    /// When the packet came.
    long answeredNanos() {
        return answeredNanos;
    }

    private boolean isExpected() {
        return side == Side.CLIENT
                && !isAnswered
                && lifetime.isHandshaking()
                && !agreement.hasHeardOfPeer()
                && versions.origin() == Versions.Origin.CHOSEN; // RFC 9368 §4
    }

    /// Only who saw our first packet knows its connection IDs (RFC 8999 §6).
    private boolean answersUs(PacketHeader header) {
        return header.isFor(source)
                && path.peerIds()
                        .current()
                        .matches(header.array(), header.sourceOffset(), header.sourceLength());
    }
}
