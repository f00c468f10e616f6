package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import dev.quoll.config.ServerConfig;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.token.TokenVerdict;
import dev.quoll.core.version.QuicVersion;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

class ConnectionTableTest {
    private final Random random = new Random(1);
    private final ConnectionTable table = new ConnectionTable(random);
    private final ConnectionIdKey lookup = table.newLookup();
    private EndpointDriver endpoint;
    private Recipient recipient;

    @BeforeEach
    void bind() throws IOException {
        endpoint = Drivers.server();
        recipient = recipient();
    }

    @AfterEach
    void close() {
        endpoint.close(0, new byte[0]);
    }

    private Recipient recipient() {
        ConnectionId none = ConnectionId.EMPTY;
        ServerConfig config = Drivers.serverConfig();
        return new IncomingDriver(
                endpoint,
                endpoint.nextHome(),
                new Admitting(
                        config,
                        ConnectionConfig.DEFAULT,
                        new AddressValidator(config, new SecureRandom())),
                new FirstInitial(QuicVersion.V1, none, none),
                new TokenVerdict.Nothing(),
                FourTuple.to(endpoint.localAddress()));
    }

    @Test
    void anIdIsFoundWhereverItLies() {
        byte[] bytes = new byte[60];
        random.nextBytes(bytes);
        for (int length = 0; length <= 20; length++) {
            table.put(ConnectionId.of(bytes, 7, length), recipient);
            assertThat(table.find(lookup, bytes, 7, length)).isSameAs(recipient);
            assertThat(table.find(lookup, bytes, 8, Math.max(1, length))).isNull();
        }
        assertThat(table.size()).isEqualTo(21);
    }

    @Test
    void onlyItsOwnerCanRemoveAnId() {
        ConnectionId id = ConnectionId.of(new byte[] {1, 2, 3});
        table.put(id, recipient);
        table.remove(id, recipient());
        assertThat(table.find(lookup, id.toBytes(), 0, 3)).isSameAs(recipient);
        table.remove(id, recipient);
        assertThat(table.find(lookup, id.toBytes(), 0, 3)).isNull();
    }

    @Test
    void idsThatDifferInOneBitRarelyFallTogether() {
        ConnectionIdKey key = new ConnectionIdKey(new HashSecret(random));
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < 20 * 8; i++) {
            byte[] id = new byte[20];
            id[i / 8] = (byte) (1 << i % 8);
            hashes.add(key.set(id, 0, id.length).hashCode());
        }
        assertThat(hashes).hasSizeGreaterThan(155);
    }

    @Test
    void lookingUpCostsNoObject() {
        byte[] bytes = new byte[20];
        table.put(ConnectionId.of(bytes, 4, 8), recipient);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        lookUpOften(bytes);
        long before = threads.getCurrentThreadAllocatedBytes();
        lookUpOften(bytes);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    private void lookUpOften(byte[] bytes) {
        for (int i = 0; i < 10_000; i++) {
            if (table.find(lookup, bytes, 4, 8) != recipient) {
                throw new AssertionError("not found");
            }
        }
    }
}
