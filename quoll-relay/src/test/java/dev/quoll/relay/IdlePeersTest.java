package dev.quoll.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.Endpoint;
import dev.quoll.config.EndpointConfig;
import dev.quoll.relay.client.RelayCarrier;
import dev.quoll.tls.RawKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What peers cost that are registered and do nothing else.
@Timeout(120)
class IdlePeersTest {
    private static final int PEERS = 100;

    /// Both ends are in this process: the relay's half, and what the peer itself keeps.
    private static final long MOST_BYTES_OF_BOTH_ENDS = 160 << 10;

    private static final int TRIES = 20;

    @Test
    void anIdlePeerCostsLittle() throws Exception {
        try (RelayLab lab = RelayLab.open();
                Endpoint endpoint = Endpoint.bind(EndpointConfig.builder().build())) {
            List<RelayCarrier> peers = new ArrayList<>();
            peers.addAll(register(lab, endpoint, 4)); // what is loaded and kept once
            long before = usedBytes(0);
            peers.addAll(register(lab, endpoint, PEERS));

            long most = before + PEERS * MOST_BYTES_OF_BOTH_ENDS;
            long bytes = (usedBytes(most) - before) / PEERS;

            while (lab.relay().counts().peers() < peers.size()) { // the last is told, then counted
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(lab.relay().counts().peers()).isEqualTo(peers.size());
            assertThat(bytes).isLessThan(MOST_BYTES_OF_BOTH_ENDS);
            peers.forEach(RelayCarrier::close);
        }
    }

    private static List<RelayCarrier> register(RelayLab lab, Endpoint endpoint, int count)
            throws Exception {
        List<RelayCarrier> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RelayCarrier peer = RelayCarrier.of(lab.peer(RawKeys.generate()).build());
            peer.start((_, _, _, _) -> {});
            peer.registerOver(endpoint);
            peer.awaitRegistered(RelayLab.LONG);
            peers.add(peer);
        }
        return peers;
    }

    /// What is in use when garbage is collected, as often as it takes to come under `wanted`.
    private static long usedBytes(long wanted) {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && used > wanted; i++) {
            System.gc();
            used =
                    Math.min(
                            used,
                            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }
}
