package dev.quoll.core.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.BitSet;
import java.util.List;

/// The reassembler against a model that marks each byte in a bit set.
class ReassemblerProperties {
    private static final int LENGTH = 20_000;

    private final byte[] stream = Pattern.bytes(LENGTH + 6_000);

    /// A piece that arrives, and how much is read after it.
    record Step(int offset, int length, int read) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> lengths =
                Arbitraries.oneOf(
                        Arbitraries.integers().between(0, 130),
                        Arbitraries.integers().between(0, 6_000));
        return Combinators.combine(
                        Arbitraries.integers().between(0, LENGTH),
                        lengths,
                        Arbitraries.integers().between(0, 3_000))
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    @Property
    void readsWhatAModelReads(@ForAll("steps") List<Step> steps) {
        Reassembler reassembler = new Reassembler();
        BitSet arrived = new BitSet();
        int read = 0;
        for (Step step : steps) {
            reassembler.insert(step.offset, stream, step.offset, step.length);
            arrived.set(step.offset, step.offset + step.length);
            int contiguous = arrived.nextClearBit(0);
            assertThat(reassembler.contiguous()).isEqualTo(contiguous);
            assertThat(reassembler.highest()).isEqualTo(arrived.length());

            byte[] into = new byte[step.read];
            int count = reassembler.read(into, 0, step.read);
            assertThat(count).isEqualTo(Math.min(step.read, contiguous - read));
            for (int i = 0; i < count; i++) {
                assertThat(into[i]).isEqualTo(Pattern.at(read + i));
            }
            read += count;
        }
    }
}
