package dev.quoll.core.connection;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.Route;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.EncryptionLevel;

/// The packet whose frames are being dispatched. A reused cursor.
final class ReceivedPacket {
    private final PacketHeader header;
    private EncryptionLevel level = EncryptionLevel.INITIAL;
    private Path path;
    private Route route;
    private PacketSpace space;
    private Ecn ecn = Ecn.NOT_ECT;
    private long nowNanos;
    private int datagramLength;

    ReceivedPacket(PacketHeader header, Path path) {
        this.header = header;
        this.path = path;
        this.route = path.route();
        this.space = path.space();
    }

    void set(EncryptionLevel newLevel, Path newPath, PacketSpace newSpace) {
        level = newLevel;
        path = newPath;
        space = newSpace;
    }

    void setArrival(Ecn newEcn, long newNowNanos) {
        ecn = newEcn;
        nowNanos = newNowNanos;
    }

    PacketHeader header() {
        return header;
    }

    EncryptionLevel level() {
        return level;
    }

    Path path() {
        return path;
    }

    /// The route it came over.
    Route route() {
        return route;
    }

    void setRoute(Route newRoute) {
        route = newRoute;
    }

    /// Bytes of the datagram.
    int datagramLength() {
        return datagramLength;
    }

    void setDatagramLength(int bytes) {
        datagramLength = bytes;
    }

    PacketSpace space() {
        return space;
    }

    Ecn ecn() {
        return ecn;
    }

    long nowNanos() {
        return nowNanos;
    }

    /// The sequence number of the connection ID the packet was sent to.
    long destinationSequenceNumber() {
        return path.issuedIds()
                .sequenceNumberOf(
                        header.array(), header.destinationOffset(), header.destinationLength())
                .orElse(-1);
    }
}
