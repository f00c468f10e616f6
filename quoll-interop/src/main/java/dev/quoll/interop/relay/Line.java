package dev.quoll.interop.relay;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/// One direction of a link: takes datagrams, and gives them back when they are through, in the
/// state in which they are. *Confined*.
final class Line {
    /// More are dropped.
    static final int MAX_UNDER_WAY = 100_000;

    /// Nothing is under way.
    static final long NEVER = Long.MAX_VALUE;

    private final Link link;
    private final Bottleneck bottleneck;
    private final Dice loss;
    private final Dice corruption;
    private final Dice reordering;
    private final RandomGenerator random;
    private final PriorityQueue<UnderWay> underWay =
            new PriorityQueue<>(
                    Comparator.comparingLong(UnderWay::dueNanos).thenComparingLong(UnderWay::turn));
    private long turn;
    private long dropped;
    private long corrupted;

    private record UnderWay(Parcel parcel, long dueNanos, long turn) {}

    Line(Link link, RandomGenerator random) {
        this.link = link;
        this.random = random;
        bottleneck = new Bottleneck(link.pace());
        loss = new Dice(link.faults().loss(), random);
        corruption = new Dice(link.faults().corruption(), random);
        reordering = new Dice(link.faults().reordering(), random);
    }

    /// Takes a datagram, or loses it.
    ///
    /// @param elapsedNanos since the first datagram of all
    void take(Parcel parcel, long elapsedNanos, long nowNanos) {
        if (loss.hit()
                || link.outages().isShutAt(elapsedNanos)
                || underWay.size() == MAX_UNDER_WAY) {
            dropped++;
            return;
        }
        long departure = bottleneck.departure(parcel.lengthOnLine(), nowNanos);
        if (departure == Bottleneck.DROPPED) {
            dropped++;
            return;
        }
        if (corruption.hit()) {
            flipABit(parcel.bytes());
        }
        long delayNanos = link.pace().delay().toNanos();
        long dueNanos = departure + (reordering.hit() ? delayNanos / 2 : delayNanos);
        underWay.add(new UnderWay(parcel, dueNanos, turn++));
    }

    private void flipABit(byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            corrupted++;
        }
    }

    /// Counts a datagram that was lost before it came here.
    void onLostBefore() {
        dropped++;
    }

    /// When the next is through, or [#NEVER].
    long nextNanos() {
        UnderWay next = underWay.peek();
        return next == null ? NEVER : next.dueNanos;
    }

    /// The next, which is through.
    Parcel remove() {
        return underWay.remove().parcel;
    }

    long dropped() {
        return dropped;
    }

    long corrupted() {
        return corrupted;
    }
}
