package dev.quoll.interop;

import static dev.quoll.interop.relay.Rebinding.Change.ADDRESS;
import static dev.quoll.interop.relay.Rebinding.Change.PORT;

import dev.quoll.interop.relay.Chance;
import dev.quoll.interop.relay.Faults;
import dev.quoll.interop.relay.Link;
import dev.quoll.interop.relay.Outages;
import dev.quoll.interop.relay.Pace;
import dev.quoll.interop.relay.Rebinding;

import java.time.Duration;
import java.util.Set;

/// The networks of the cases, as the public interoperability runs have them.
final class Links {
    static final Link USUAL = Link.of(Pace.USUAL);
    static final Link LONG = Link.of(Pace.USUAL.delayed(Duration.ofMillis(750)));
    static final Link SHUT_AT_TIMES =
            USUAL.with(new Outages(Duration.ofSeconds(5), Duration.ofSeconds(2)));
    static final Link WITHOUT_SECOND_FLIGHT =
            USUAL.with(Faults.losingFromClient(Set.of(2, 3, 4, 5, 6, 7)));

    private static final Chance MUCH = new Chance(0.3, 3);
    private static final Chance SOME = new Chance(0.02, 3);

    static final Link LOSING_MUCH = USUAL.with(Faults.losing(MUCH));
    static final Link LOSING_SOME = USUAL.with(Faults.losing(SOME));
    static final Link CORRUPTING_MUCH = USUAL.with(Faults.corrupting(MUCH));
    static final Link CORRUPTING_SOME = USUAL.with(Faults.corrupting(SOME));
    static final Link REORDERING = USUAL.with(Faults.reordering(new Chance(0.05, 1)));
    static final Link ANOTHER_PORT = USUAL.with(rebinding(PORT));
    static final Link ANOTHER_ADDRESS = USUAL.with(rebinding(ADDRESS));

    private Links() {}

    private static Rebinding rebinding(Rebinding.Change change) {
        return new Rebinding(change, Duration.ofSeconds(1), Duration.ofSeconds(5));
    }
}
