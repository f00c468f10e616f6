package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import static java.net.InetAddress.ofLiteral;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.util.Set;

class PathPlanTest {
    private static final InetAddress WIFI = ofLiteral("192.0.2.7");
    private static final InetAddress CELL = ofLiteral("198.51.100.9");
    private static final Set<InetAddress> MACHINE =
            Set.of(
                    WIFI,
                    CELL,
                    ofLiteral("127.0.0.1"),
                    ofLiteral("169.254.3.4"),
                    ofLiteral("2001:db8::7"),
                    ofLiteral("fe80::1"),
                    ofLiteral("::1"));

    private final PathPlan plan = new PathPlan(ofLiteral("203.0.113.1"));

    @Test
    void aPathIsTriedFromEachAddressOfThePeersFamilyThatIsNotUsed() {
        assertThat(plan.toOpen(MACHINE, Set.of(WIFI))).containsExactly(CELL);
        assertThat(plan.toOpen(MACHINE, Set.of())).containsExactly(WIFI, CELL);
    }

    @Test
    void aPeerOfIpv6IsTriedFromThere() {
        assertThat(new PathPlan(ofLiteral("2001:db8:1::1")).toOpen(MACHINE, Set.of()))
                .containsExactly(ofLiteral("2001:db8::7"));
    }

    @Test
    void aPeerOnThisMachineOrThisLinkIsTriedFromThereAlone() {
        assertThat(new PathPlan(ofLiteral("127.0.0.9")).toOpen(MACHINE, Set.of()))
                .containsExactly(ofLiteral("127.0.0.1"));
        assertThat(new PathPlan(ofLiteral("fe80::99")).toOpen(MACHINE, Set.of()))
                .containsExactly(ofLiteral("fe80::1"));
    }

    @Test
    void anAddressThatKeepsFailingIsTriedLessAndLessOften() {
        int tries = 0;
        int longest = 0;
        int since = 0;
        for (int look = 0; look < 1000; look++) {
            since++;
            if (!plan.toOpen(Set.of(WIFI), Set.of()).isEmpty()) {
                longest = Math.max(longest, since);
                since = 0;
                tries++;
                plan.onFailed(WIFI);
            }
        }

        assertThat(longest).isEqualTo(PathPlan.MAX_PAUSE);
        assertThat(tries).isLessThan(25);
    }

    @Test
    void anAddressThatComesBackIsANewOne() {
        plan.onFailed(WIFI);
        plan.onUnwanted(CELL);
        assertThat(plan.toOpen(MACHINE, Set.of())).isEmpty();
        assertThat(plan.toOpen(Set.of(), Set.of())).isEmpty();

        assertThat(plan.toOpen(MACHINE, Set.of())).containsExactly(WIFI, CELL);
    }

    @Test
    void whatTheApplicationClosedStaysClosed() {
        plan.onUnwanted(WIFI);
        for (int look = 0; look < 1000; look++) {
            assertThat(plan.toOpen(Set.of(WIFI), Set.of())).isEmpty();
        }
    }
}
