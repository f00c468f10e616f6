package dev.quoll.sim.endpoint;

import dev.quoll.core.cid.HmacResetTokens;
import dev.quoll.core.cid.RandomConnectionIds;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.ConnectionServices;
import dev.quoll.core.connection.DatagramBatch;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.sim.clock.VirtualClock;
import dev.quoll.sim.handshake.Security;
import dev.quoll.sim.seed.Seed;

import java.time.Duration;

/// What one simulated endpoint is made of. *Immutable*, but for the parts that draw from seeds.
///
/// @param config of its connections
/// @param security its handshakes, and the protection of packets
/// @param clock the time
/// @param seed of everything random at this endpoint
/// @param contents of the streams, the same at every endpoint of a run
/// @param taskDelay the longest that a handshake task takes; [Duration#ZERO] runs them at once
/// @param batchSize the most datagrams that are built at a time, from 1
/// @param connectionIdLength bytes of the connection IDs that it issues, 0 to 20
/// @param firstVersion of a client's first packet
public record Settings(
        ConnectionConfig config,
        Security security,
        VirtualClock clock,
        Seed seed,
        Seed contents,
        Duration taskDelay,
        int batchSize,
        int connectionIdLength,
        QuicVersion firstVersion) {
    /// Bytes of the connection IDs that simulated endpoints issue unless it was said otherwise.
    public static final int CONNECTION_ID_LENGTH = 8;

    private static final int RESET_KEY_LENGTH = 32;
    private static final int LARGEST_DATAGRAM = 1500;

    ConnectionServices services() {
        byte[] resetKey = new byte[RESET_KEY_LENGTH];
        seed.split("reset key").generator().nextBytes(resetKey);
        return new ConnectionServices(
                security.protection(),
                new RandomConnectionIds(
                        connectionIdLength, seed.split("connection ids").generator()),
                new HmacResetTokens(resetKey),
                seed.split("connections").generator());
    }

    DatagramBatch newBatch() {
        return new DatagramBatch(batchSize * LARGEST_DATAGRAM);
    }
}
