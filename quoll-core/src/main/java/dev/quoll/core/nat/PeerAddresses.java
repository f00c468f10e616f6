package dev.quoll.core.nat;

import dev.quoll.core.frame.AddAddressFrame;
import dev.quoll.core.range.LongRanges;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The addresses at which the server says it may be reached, as many as we said we take.
/// *Confined*.
public final class PeerAddresses {
    /// Ranges of numbers that were taken back and are remembered.
    private static final int MAX_REMOVED = 64;

    private final int limit;
    private final SequencedMap<Long, InetSocketAddress> byNumber = new LinkedHashMap<>();
    private final LongRanges removed = new LongRanges(MAX_REMOVED);

    /// @param limit how many we take
    public PeerAddresses(int limit) {
        this.limit = limit;
    }

    /// All of them, each once.
    public List<InetSocketAddress> addresses() {
        return byNumber.values().stream().distinct().toList();
    }

    /// All of them by number, in the order in which they came.
    public SequencedMap<Long, InetSocketAddress> byNumber() {
        return Collections.unmodifiableSequencedMap(byNumber);
    }

    /// ADD_ADDRESS came. One that comes after it was taken back, or is one too many, counts for
    /// nothing.
    ///
    /// @return whether the address is new
    public boolean onAdd(AddAddressFrame frame) {
        long number = frame.sequenceNumber();
        boolean isKnown = byNumber.containsKey(number);
        if (removed.contains(number) || !isKnown && byNumber.size() >= limit) {
            return false;
        }
        return !frame.address().equals(byNumber.put(number, frame.address()));
    }

    /// REMOVE_ADDRESS came.
    ///
    /// @return the address that is gone; `null` if it was not there
    public @Nullable InetSocketAddress onRemove(long number) {
        removed.add(number);
        return byNumber.remove(number);
    }
}
