package dev.quoll.core.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

import java.util.ArrayList;
import java.util.List;

/// The send buffer against a model that knows the state of each byte.
class SendBufferProperties {
    private static final int LENGTH = 30_000;

    private enum State {
        PENDING,
        IN_FLIGHT,
        LOST,
        ACKED
    }

    private record Packet(long offset, int length) {}

    private final byte[] stream = Pattern.bytes(LENGTH);
    private SendBuffer buffer = new SendBuffer();
    private final List<State> model = new ArrayList<>();
    private final List<Packet> packets = new ArrayList<>();

    @BeforeTry
    void begin() {
        buffer = new SendBuffer();
        model.clear();
        packets.clear();
    }

    /// Each number is an operation: its last digit says which, the rest how much or which packet.
    @Property
    void doesWhatAModelDoes(
            @ForAll @Size(max = 150) List<@IntRange(min = 0, max = 59_999) Integer> operations) {
        for (int operation : operations) {
            int amount = operation / 10;
            switch (operation % 10) {
                case 0, 1, 2 -> write(amount);
                case 3, 4, 5, 6 -> send(amount);
                case 7, 8 -> ack(amount);
                default -> lose(amount);
            }
            check();
        }
    }

    private void write(int amount) {
        int length = Math.min(amount, LENGTH - model.size());
        buffer.write(stream, model.size(), length);
        for (int i = 0; i < length; i++) {
            model.add(State.PENDING);
        }
    }

    private void send(int amount) {
        int length = (int) Math.min(amount, buffer.nextLength());
        long offset = buffer.nextOffset();
        byte[] into = new byte[length];
        buffer.take(length, into, 0);
        for (int i = 0; i < length; i++) {
            assertThat(into[i]).isEqualTo(Pattern.at(offset + i));
            model.set((int) offset + i, State.IN_FLIGHT);
        }
        packets.add(new Packet(offset, length));
    }

    private void ack(int which) {
        if (!packets.isEmpty()) {
            Packet packet = packets.get(which % packets.size());
            buffer.onAcked(packet.offset, packet.length);
            fate(packet, State.ACKED);
        }
    }

    private void lose(int which) {
        if (!packets.isEmpty()) {
            Packet packet = packets.get(which % packets.size());
            buffer.onLost(packet.offset, packet.length);
            fate(packet, State.LOST);
        }
    }

    private void fate(Packet packet, State state) {
        for (int i = 0; i < packet.length; i++) {
            int at = (int) packet.offset + i;
            if (model.get(at) != State.ACKED) {
                model.set(at, state);
            }
        }
    }

    private void check() {
        int base = firstNot(State.ACKED);
        assertThat(buffer.unacknowledged()).isEqualTo(model.size() - base);
        int lost = model.indexOf(State.LOST);
        int pending = model.indexOf(State.PENDING);
        int next = lost >= 0 ? lost : pending >= 0 ? pending : model.size();
        assertThat(buffer.nextOffset()).isEqualTo(next);
        int end = next;
        while (end < model.size() && model.get(end) == model.get(next)) {
            end++;
        }
        assertThat(buffer.nextLength()).isEqualTo(end - next);
    }

    private int firstNot(State state) {
        int at = 0;
        while (at < model.size() && model.get(at) == state) {
            at++;
        }
        return at;
    }
}
