package dev.quoll.relay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.relay.PeerKey;
import dev.quoll.relay.Presence;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class MessageProperties {
    private static final long MAX_VARINT = (1L << 62) - 1;

    @Property
    void messagesAreReadAsTheyWereWritten(@ForAll("messages") List<Message> messages)
            throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (Message message : messages) {
            wire.write(message.toBytes());
        }

        assertThat(readAll(wire.toByteArray())).isEqualTo(messages);
    }

    @Property
    void anyBytesAreMessagesOrRefused(@ForAll byte[] bytes) throws IOException {
        try {
            assertThat(readAll(bytes).size()).isLessThanOrEqualTo(bytes.length / 2);
        } catch (MalformedMessageException | EOFException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property
    void messagesCutShortAreRefused(@ForAll("message") Message message) {
        byte[] whole = message.toBytes();
        for (int length = 1; length < whole.length; length++) {
            MessageReader reader = new MessageReader(new ByteArrayInputStream(whole, 0, length));

            assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
        }
    }

    private static List<Message> readAll(byte[] wire) throws IOException {
        MessageReader reader = new MessageReader(new ByteArrayInputStream(wire));
        List<Message> messages = new ArrayList<>();
        for (Optional<Message> next = reader.next(); next.isPresent(); next = reader.next()) {
            messages.add(next.get());
        }
        return messages;
    }

    @Provide
    Arbitrary<List<Message>> messages() {
        return message().list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<Message> message() {
        Arbitrary<PeerKey> keys =
                Arbitraries.bytes().array(byte[].class).ofSize(PeerKey.LENGTH).map(PeerKey::of);
        Arbitrary<Long> handles = Arbitraries.longs().between(1, PacketHeader.MAX_HANDLE);
        Arbitrary<Long> numbers = Arbitraries.longs().between(0, MAX_VARINT);
        return Arbitraries.oneOf(
                Arbitraries.just(new Message.Register()),
                Combinators.combine(
                                numbers,
                                numbers,
                                Arbitraries.integers().between(1200, 1 << 30),
                                Arbitraries.integers().between(1, 1 << 30))
                        .as(Message.Registered::new),
                keys.map(Message.Resolve::new),
                Combinators.combine(handles, keys, Arbitraries.of(Presence.class))
                        .as(Message.Handle::new),
                handles.map(Message.Absent::new),
                handles.map(Message.Withdrawn::new),
                Combinators.combine(numbers, numbers).as(Message.Dropped::new));
    }
}
