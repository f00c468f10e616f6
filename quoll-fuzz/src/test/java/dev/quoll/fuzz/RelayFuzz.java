package dev.quoll.fuzz;

import dev.quoll.relay.wire.MalformedMessageException;
import dev.quoll.relay.wire.Message;
import dev.quoll.relay.wire.MessageReader;
import dev.quoll.relay.wire.PacketHeader;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a peer sends a relay, or a relay a peer: the input is a control stream, and a datagram. It
/// is read or refused, and what was read is written and read again.
public final class RelayFuzz {
    private static final long ALLOCATED_AT_LEAST = 1 << 20;
    private static final long ALLOCATED_PER_BYTE = 1 << 10;

    private RelayFuzz() {}

    /// Called by the fuzzer.
    public static void fuzzerTestOneInput(byte[] data) {
        Allocation.check(
                ALLOCATED_AT_LEAST + ALLOCATED_PER_BYTE * data.length,
                () -> {
                    checkStream(data);
                    checkDatagram(data);
                });
    }

    private static void checkStream(byte[] data) {
        MessageReader reader = new MessageReader(new ByteArrayInputStream(data));
        try {
            for (Optional<Message> next = reader.next(); next.isPresent(); next = reader.next()) {
                checkMessage(next.get());
            }
        } catch (MalformedMessageException | EOFException _) {
            return; // refused
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void checkMessage(Message message) throws IOException {
        byte[] written = message.toBytes();
        List<Message> again = new ArrayList<>();
        new MessageReader(new ByteArrayInputStream(written)).next().ifPresent(again::add);
        if (!again.equals(List.of(message))) {
            throw new AssertionError(message + " became " + again);
        }
    }

    private static void checkDatagram(byte[] datagram) {
        try {
            int packet = PacketHeader.size(datagram);
            long handle = PacketHeader.handle(datagram);
            PacketHeader.Placed placed =
                    PacketHeader.with(handle, datagram, packet, datagram.length - packet);
            if (PacketHeader.handle(placed.array()) != handle
                    || placed.length() > datagram.length) {
                throw new AssertionError("handle " + handle + " became another one");
            }
        } catch (MalformedMessageException _) {
            return; // refused
        }
    }
}
