package dev.quoll.core.connection;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.params.VersionInformation;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.version.QuicVersion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Which version a connection speaks: it begins in one, and may go on in another that both sides
/// like better, since the first flights of our versions say the same. What was agreed on is
/// compared at the end, so that nobody on the way can have chosen for us. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9368#section-2.3 RFC 9368, section 2.3
/// @spec https://www.rfc-editor.org/rfc/rfc9369#section-4.1 RFC 9369, section 4.1
final class Versions {
    /// Why a client begins in the version it begins in.
    enum Origin {
        /// By its own choice.
        CHOSEN,
        /// Because a Version Negotiation packet did not list the one it began in before.
        OFFERED
    }

    private final Side side;
    private final List<QuicVersion> ours;
    private final QuicVersion original;
    private final Origin origin;
    private QuicVersion current;
    private boolean isSettled;

    /// @param ours the versions we speak, best first
    /// @param original that of the client's first packet, one of ours
    Versions(Side side, List<QuicVersion> ours, QuicVersion original, Origin origin) {
        if (!ours.contains(original)) {
            throw new IllegalArgumentException(original + " is none of " + ours);
        }
        this.side = side;
        this.ours = List.copyOf(ours);
        this.original = original;
        this.origin = origin;
        this.current = original;
    }

    /// The version of the client's first packet, and of all its 0-RTT packets.
    QuicVersion original() {
        return original;
    }

    /// The versions we speak, best first.
    List<QuicVersion> ours() {
        return ours;
    }

    /// The version of what we send now, but for 0-RTT packets.
    QuicVersion current() {
        return current;
    }

    /// Why the connection began in [#original].
    Origin origin() {
        return origin;
    }

    /// The version of keys made at a level.
    QuicVersion at(EncryptionLevel level) {
        return level == EncryptionLevel.ZERO_RTT ? original : current;
    }

    /// Whether long packets of this version may be the peer's.
    boolean accepts(EncryptionLevel level, QuicVersion version) {
        boolean mayYetChange = side == Side.CLIENT && !isSettled && ours.contains(version);
        return switch (level) {
            case INITIAL -> version == current || version == original && mayBegin() || mayYetChange;
            case HANDSHAKE -> version == current || mayYetChange;
            case ZERO_RTT -> version == original; // RFC 9369 §4.1
            case ONE_RTT -> false;
        };
    }

    /// A server takes Initials of the first version as long as it takes any (RFC 9369 §4.1).
    private boolean mayBegin() {
        return side == Side.SERVER || !isSettled;
    }

    /// A client could open an Initial packet: the first that is not of the version it began in
    /// shows what the server has chosen.
    void onInitial(QuicVersion version) {
        if (side == Side.CLIENT && !isSettled && version != original) {
            current = version;
            isSettled = true;
        }
    }

    /// The server has spoken: the version of its packet is the one to stay (RFC 9369 §4.1).
    void onServerSpoke() {
        isSettled |= side == Side.CLIENT;
    }

    /// A client says which versions it speaks; the server goes over to a better one of its own that
    /// the client, too, prefers to the one it began in.
    ///
    /// @throws TransportException VERSION_NEGOTIATION_ERROR if somebody changed the version on the
    ///   way
    void onClient(Optional<VersionInformation> client) throws TransportException {
        isSettled = true;
        if (client.isEmpty()) {
            return;
        }
        if (client.get().chosen() != original.wire()) { // RFC 9368 §4
            throw mismatch("the client did not begin in " + original);
        }
        List<Integer> preferred = client.get().available();
        int begun = preferred.indexOf(original.wire());
        for (QuicVersion each : ours) {
            int place = preferred.indexOf(each.wire());
            if (place >= 0 && place <= begun) {
                current = each;
                return;
            }
        }
    }

    /// A server says which version it has chosen and which it speaks.
    ///
    /// @throws TransportException VERSION_NEGOTIATION_ERROR if that is not what was seen of it
    void onServer(Optional<VersionInformation> server) throws TransportException {
        if (server.isEmpty()) {
            if (origin == Origin.OFFERED || current != original) { // RFC 9368 §4
                throw mismatch("a server that negotiates and does not say what");
            }
            return;
        }
        if (server.get().chosen() != current.wire()) { // RFC 9368 §4
            throw mismatch("the server did not choose " + current);
        }
        if (origin == Origin.OFFERED) {
            checkOffer(server.get().available());
        }
    }

    /// What the server really speaks must lead to the choice that the offer led to (RFC 9368 §4).
    private void checkOffer(List<Integer> available) throws TransportException {
        List<Integer> all = new ArrayList<>(available);
        all.add(current.wire());
        if (available.isEmpty() || !bestOf(all).equals(Optional.of(original))) {
            throw mismatch("somebody offered other versions than the server");
        }
    }

    /// The version a client goes on with when a server offers these; empty if it knows none.
    Optional<QuicVersion> bestOf(List<Integer> offered) {
        return ours.stream().filter(each -> offered.contains(each.wire())).findFirst();
    }

    /// What we tell of ourselves: also a version that nobody speaks, at any place.
    VersionInformation information(RandomGenerator random) {
        List<Integer> available = new ArrayList<>();
        for (QuicVersion each : ours) {
            available.add(each.wire());
        }
        available.add(random.nextInt(available.size() + 1), QuicVersion.reserved(random));
        return new VersionInformation(current.wire(), available);
    }

    private static TransportException mismatch(String reason) {
        return new TransportException(TransportErrorCode.VERSION_NEGOTIATION_ERROR, reason);
    }
}
