package dev.quoll.sim.nat;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.sim.Sim;
import dev.quoll.sim.network.NatBehaviour;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.List;

/// Whatever happens to two homes, one way between them is always left: what they send arrives.
class DirectPathsProperties {
    private static final int BYTES = 300_000;

    /// What may happen. A way is cut only while the other is there and known to work.
    enum Happening {
        CUT_DIRECT,
        CUT_RELAY,
        MEND,
        RESTART_CLIENTS_TRANSLATOR,
        RESTART_SERVERS_TRANSLATOR,
        NEW_NETWORK,
        DOWNLOAD
    }

    @Property(tries = 40)
    void everythingArrivesAndTheDirectPathIsFoundInTheEnd(
            @ForAll @IntRange(max = 1_000_000) int seed,
            @ForAll @Size(max = 12) List<Happening> happenings,
            @ForAll @Size(value = 12) List<@IntRange(max = 70) Integer> pauses) {
        Sim sim =
                Sim.seeded(seed)
                        .idleTimeout(ofSeconds(30))
                        .configure(
                                it ->
                                        it.withMultipath(MultipathConfig.of(8))
                                                .withNatTraversalAddresses(8));
        Homes homes = new Homes(sim, NatBehaviour.easy(), NatBehaviour.easy()).look();
        homes.keepGathering();
        for (int i = 0; i < happenings.size(); i++) {
            happen(homes, happenings.get(i));
            sim.runFor(ofSeconds(pauses.get(i)));
            assertThat(homes.end(Side.CLIENT).isClosed()).as(sim.replay()).isFalse();
        }
        homes.mendDirect();
        homes.mendRelay();
        homes.download(BYTES);
        homes.complete(ofMinutes(3));

        assertThat(homes.becomesDirect(ofMinutes(3))).as(sim.replay()).isTrue();
        sim.runFor(ofMillis(100));
        assertThat(homes.end(Side.SERVER).isClosed()).as(sim.replay()).isFalse();
    }

    private static void happen(Homes homes, Happening what) {
        switch (what) {
            case CUT_DIRECT -> {
                homes.mendRelay();
                homes.cutDirect();
            }
            case CUT_RELAY -> {
                homes.mendDirect();
                homes.sim().runFor(ofSeconds(10)); // it would be missed by now
                if (homes.isDirect()) {
                    homes.cutRelay();
                }
            }
            case MEND -> {
                homes.mendDirect();
                homes.mendRelay();
            }
            case RESTART_CLIENTS_TRANSLATOR -> restart(homes, Side.CLIENT);
            case RESTART_SERVERS_TRANSLATOR -> restart(homes, Side.SERVER);
            case NEW_NETWORK ->
                    homes.paths(Side.CLIENT).onNetworkChanged(homes.sim().network().nowNanos());
            case DOWNLOAD -> homes.download(BYTES);
        }
    }

    /// Nobody is reached by a direct path of before: the relay must be there.
    private static void restart(Homes homes, Side side) {
        homes.mendRelay();
        homes.nat(side).rebind();
    }
}
