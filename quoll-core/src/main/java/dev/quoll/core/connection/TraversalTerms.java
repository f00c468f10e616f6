package dev.quoll.core.connection;

import static dev.quoll.core.event.NatTraversalVariant.DRAFT;
import static dev.quoll.core.event.NatTraversalVariant.IROH;

import dev.quoll.core.event.NatTraversalVariant;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Which NAT traversal both sides agree on, and how much of it each takes. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-seemann-quic-nat-traversal/ Using QUIC to traverse
///   NATs, section 4.5
final class TraversalTerms {
    /// Addresses of our own at most where the peer sets no limit: in the draft.
    static final int MAX_LOCAL = 32;

    private final Set<NatTraversalVariant> ours;
    private final int ourLimit;
    private final PathOpener opener;
    private final Map<NatTraversalVariant, Long> peerLimits =
            new EnumMap<>(NatTraversalVariant.class);

    /// @param ours the variants we speak
    /// @param ourLimit how many addresses the peer may name, or pairs in a round
    TraversalTerms(Set<NatTraversalVariant> ours, int ourLimit, PathOpener opener) {
        this.ours = ours;
        this.ourLimit = ourLimit;
        this.opener = opener;
    }

    /// The peer's transport parameter.
    ///
    /// @param limit how many addresses it takes, or in the draft how many pairs in a round
    void onPeerParameter(NatTraversalVariant variant, long limit) {
        peerLimits.put(variant, limit);
    }

    /// Whether its frames are known.
    boolean isNegotiated(NatTraversalVariant variant) {
        return ours.contains(variant) && peerLimits.containsKey(variant);
    }

    /// Whether this is the variant that is spoken. That of iroh goes first, for it is made for
    /// several paths; without them it is the draft.
    boolean speaks(NatTraversalVariant variant) {
        boolean isIroh = isNegotiated(IROH) && opener.isNegotiated();
        return isNegotiated(variant) && isIroh == (variant == IROH);
    }

    /// Whether any is spoken.
    boolean speaksAny() {
        return speaks(IROH) || speaks(DRAFT);
    }

    /// How many addresses the peer may name, or in the draft how many pairs in a round.
    int ourLimit() {
        return ourLimit;
    }

    /// How many addresses of ours the peer takes. In the draft it does not say.
    int addressLimit() {
        if (speaks(IROH)) {
            return Math.toIntExact(limitOf(IROH));
        }
        return speaks(DRAFT) ? MAX_LOCAL : 0;
    }

    /// How many pairs the server takes in a round of the draft.
    long pairLimit() {
        return limitOf(DRAFT);
    }

    private long limitOf(NatTraversalVariant variant) {
        return Objects.requireNonNull(peerLimits.get(variant));
    }
}
