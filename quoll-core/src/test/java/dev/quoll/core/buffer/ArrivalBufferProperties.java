package dev.quoll.core.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.util.BitSet;
import java.util.List;

/// The buffer for reading out of order against a model that marks each byte in bit sets.
class ArrivalBufferProperties {
    private static final int LENGTH = 40_000;
    private static final int LONGEST = 9_000;

    private final byte[] stream = Pattern.bytes(LENGTH + LONGEST);
    private final BitSet arrived = new BitSet();
    private final BitSet given = new BitSet();

    /// A piece that arrives, and how much is asked for after it.
    record Step(int offset, int length, int read) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> lengths =
                Arbitraries.oneOf(
                        Arbitraries.integers().between(0, 130),
                        Arbitraries.integers().between(0, LONGEST));
        return Combinators.combine(
                        Arbitraries.integers().between(0, LENGTH),
                        lengths,
                        Arbitraries.integers().between(0, 6_000))
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    @Property
    void everyByteIsReadOnceAndTheLowestFirst(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(max = 80) int readInOrder) {
        arrived.clear();
        given.clear();
        Reassembler ordered = new Reassembler();
        for (Step step : steps.subList(0, Math.min(readInOrder, steps.size()))) {
            arrive(ordered, step);
            readInOrder(ordered, step.read);
        }
        ArrivalBuffer buffer = ordered.unordered();
        for (Step step : steps.subList(Math.min(readInOrder, steps.size()), steps.size())) {
            arrive(buffer, step);
            readAny(buffer, step.read);
        }
        arrive(buffer, new Step(0, LENGTH + LONGEST, 0));
        while (buffer.readable() > 0) {
            readAny(buffer, 5_000);
        }
        assertThat(given.cardinality()).isEqualTo(LENGTH + LONGEST);
        assertThat(buffer.readBefore()).isEqualTo(LENGTH + LONGEST);
        assertThat(buffer.hasAllBefore(LENGTH + LONGEST)).isTrue();
    }

    private void arrive(ReceiveBuffer buffer, Step step) {
        buffer.insert(step.offset, stream, step.offset, step.length);
        arrived.set(step.offset, step.offset + step.length);
    }

    private void readInOrder(Reassembler ordered, int length) {
        int start = (int) ordered.bytesRead();
        given.set(start, start + ordered.read(new byte[length], 0, length));
    }

    private void readAny(ArrivalBuffer buffer, int length) {
        BitSet waiting = (BitSet) arrived.clone();
        waiting.andNot(given);
        assertThat(buffer.readable()).isEqualTo(waiting.cardinality());
        byte[] into = new byte[length];
        int count = buffer.read(into, 0, length);
        if (length == 0 || waiting.isEmpty()) {
            assertThat(count).isZero();
            return;
        }
        int start = waiting.nextSetBit(0);
        assertThat(buffer.lastOffset()).isEqualTo(start);
        assertThat(count).isEqualTo(Math.min(length, waiting.nextClearBit(start) - start));
        for (int i = 0; i < count; i++) {
            assertThat(into[i]).isEqualTo(Pattern.at(start + i));
        }
        given.set(start, start + count);
        assertThat(buffer.bytesRead()).isEqualTo(given.cardinality());
        assertThat(buffer.readBefore()).isEqualTo(given.nextClearBit(0));
    }
}
