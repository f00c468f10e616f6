package dev.quoll.udp;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Carriers within one process that reach each other and nobody else: for tests of applications,
/// without ports and without loss but where an inbox is full. *Thread-safe*.
///
/// ```java
/// MemoryHub hub = new MemoryHub("memory", 1452);
/// Endpoint server = Endpoint.bindWithoutUdp(config, List.of(hub.carrier("server")));
/// ```
public final class MemoryHub {
    private final String kind;
    private final int maxDatagramBytes;
    private final Map<CarrierAddress, CarrierInbox> inboxes = new ConcurrentHashMap<>();

    /// A hub that nobody is connected to.
    ///
    /// @param kind of its carriers
    /// @param maxDatagramBytes the longest datagram they take
    public MemoryHub(String kind, int maxDatagramBytes) {
        this.kind = CarrierAddress.checkedKind(kind);
        this.maxDatagramBytes = maxDatagramBytes;
    }

    /// The address of the carrier with this name.
    public CarrierAddress address(String name) {
        return new CarrierAddress(kind, name.getBytes(StandardCharsets.UTF_8));
    }

    /// A carrier that is reached at [#address] once it is started, until it is closed. Of two with
    /// one name the one that starts later gets what comes.
    public DatagramCarrier carrier(String name) {
        return new Spoke(address(name));
    }

    private final class Spoke implements DatagramCarrier {
        private final CarrierAddress address;
        private volatile Optional<CarrierInbox> inbox = Optional.empty();

        Spoke(CarrierAddress address) {
            this.address = address;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public int maxDatagramBytes() {
            return maxDatagramBytes;
        }

        @Override
        public void start(CarrierInbox mine) {
            inbox = Optional.of(mine);
            inboxes.put(address, mine);
        }

        @Override
        public CarryResult send(CarrierAddress to, byte[] bytes, int offset, int length) {
            CarrierInbox theirs = inboxes.get(to);
            if (inbox.isEmpty() || theirs == null) {
                return CarryResult.UNREACHABLE;
            }
            theirs.deliver(address, bytes, offset, length);
            return CarryResult.TAKEN;
        }

        @Override
        public void close() {
            inbox.ifPresent(mine -> inboxes.remove(address, mine));
            inbox = Optional.empty();
        }
    }
}
