package dev.quoll.interop;

import dev.quoll.interop.relay.PacketKind;
import dev.quoll.interop.relay.Sightings;

import java.util.Optional;
import java.util.Set;

/// What the relay must have seen, besides what the programs tell.
enum Proof {
    NOTHING,
    /// As many Initial packets as a client sends that gets no answer for a while.
    REPEATED_FIRST_FLIGHT,
    RETRY,
    VERSION_2,
    /// No more than three times the bytes that came, before the client's address was proved.
    LIMITED_AMPLIFICATION,
    /// Few of the server's 1-RTT packets: the others go past the relay.
    PREFERRED_ADDRESS,
    LOSS,
    DAMAGE,
    REBINDING;

    /// The bodies need 1,400.
    private static final long FEW_PACKETS = 100;

    /// RFC 9000 §8.1.
    private static final double OUR_AMPLIFICATION = 3;

    /// The public runs grant this to everybody.
    private static final double THEIR_AMPLIFICATION = 4;

    /// What is missing; empty if nothing is.
    ///
    /// @param ours our role
    Optional<String> complaint(Role ours, Sightings seen) {
        return holds(ours, seen)
                ? Optional.empty()
                : Optional.of("the relay saw no proof of " + this + ": " + seen);
    }

    private boolean holds(Role ours, Sightings seen) {
        return switch (this) {
            case NOTHING -> true;
            case REPEATED_FIRST_FLIGHT -> seen.repeatedInitials() > 0;
            case RETRY -> seen.fromServer().getOrDefault(PacketKind.RETRY, 0L) > 0;
            case VERSION_2 ->
                    seen.handshakeVersions().keySet().equals(Set.of(PacketKind.VERSION_2));
            case LIMITED_AMPLIFICATION ->
                    seen.dropped() > 0 && seen.amplification() <= maxAmplification(ours);
            case PREFERRED_ADDRESS -> {
                long packets = seen.fromServer().getOrDefault(PacketKind.ONE_RTT, 0L);
                yield packets > 0 && packets < FEW_PACKETS;
            }
            case LOSS -> seen.dropped() > 0;
            case DAMAGE -> seen.corrupted() > 0;
            case REBINDING -> seen.rebindings() > 0;
        };
    }

    private static double maxAmplification(Role ours) {
        return ours == Role.SERVER ? OUR_AMPLIFICATION : THEIR_AMPLIFICATION;
    }
}
