package dev.quoll.core.datagram;

import dev.quoll.core.codec.Varint;
import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.DatagramFrame;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.OptionalInt;

/// The datagrams of a connection, in both directions. They are sent once, arrive in any order or
/// not at all, and stand outside flow control; what nobody reads is thrown away, the oldest first.
/// *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9221#section-5 RFC 9221, section 5
public final class Datagrams {
    private final DatagramConfig config;
    private final DatagramQueue outgoing;
    private final DatagramQueue incoming;
    private final DatagramFrame frame = new DatagramFrame();
    private long peerMaxFrameSize;
    private boolean someoneWaits;
    private boolean readable;
    private boolean writable;
    private long droppedOutgoing;
    private long droppedIncoming;

    /// Empty queues.
    public Datagrams(DatagramConfig config) {
        this.config = config;
        outgoing = new DatagramQueue(config.sendBuffer());
        incoming = new DatagramQueue(config.receiveBuffer());
    }

    /// The peer's `max_datagram_frame_size`, now or in the session that is resumed.
    public void onPeerLimit(long maxFrameSize) {
        peerMaxFrameSize = maxFrameSize;
    }

    /// The largest datagram that can be sent, in bytes; empty if the peer takes none or they are
    /// switched off.
    ///
    /// @param packetRoom bytes of frames that a packet holds at present
    public OptionalInt maxSize(int packetRoom) {
        long frameSize = Math.min(peerMaxFrameSize, packetRoom);
        int most = Varint.countedBytesThatFit((int) frameSize - 1, Integer.MAX_VALUE);
        return config.receiveBuffer() == 0 || peerMaxFrameSize == 0 || most < 0
                ? OptionalInt.empty()
                : OptionalInt.of(most);
    }

    /// Takes a datagram to be sent; the bytes are copied.
    ///
    /// @param packetRoom bytes of frames that a packet holds at present
    public SendOutcome send(
            byte[] bytes, int offset, int length, WhenFull whenFull, int packetRoom) {
        if (config.receiveBuffer() == 0) {
            return SendOutcome.DISABLED;
        }
        OptionalInt most = maxSize(packetRoom);
        if (most.isEmpty()) {
            return SendOutcome.UNSUPPORTED_BY_PEER;
        }
        if (length > most.getAsInt() || length > config.sendBuffer() - DatagramQueue.OVERHEAD) {
            return SendOutcome.TOO_LARGE;
        }
        if (!outgoing.fits(length) && whenFull == WhenFull.WAIT) {
            someoneWaits = true;
            return SendOutcome.FULL;
        }
        while (!outgoing.fits(length)) {
            outgoing.poll();
            droppedOutgoing++;
        }
        outgoing.add(Arrays.copyOfRange(bytes, offset, offset + length));
        return SendOutcome.QUEUED;
    }

    /// Bytes that can be sent without throwing any away.
    public int sendSpace() {
        return outgoing.space();
    }

    /// The oldest datagram received and not read; `null` if there is none.
    public byte @Nullable [] receive() {
        return incoming.poll();
    }

    /// Whether a datagram waits to be sent.
    public boolean wantsToSend() {
        return !outgoing.isEmpty();
    }

    /// Offers the datagrams that wait. One that no packet can hold any more, since datagrams of the
    /// path became smaller, is thrown away.
    ///
    /// @param packetRoom bytes of frames that an empty packet holds at present
    public void writeTo(FrameSink sink, int packetRoom) {
        for (byte @Nullable [] next = outgoing.peek(); next != null; next = outgoing.peek()) {
            frame.set(next, 0, next.length);
            if (frame.length() > Math.min(packetRoom, peerMaxFrameSize)) {
                droppedOutgoing++;
            } else if (!sink.offer(frame)) {
                return;
            }
            outgoing.poll();
            writable |= someoneWaits;
            someoneWaits = false;
        }
    }

    /// A DATAGRAM frame came.
    ///
    /// @throws TransportException PROTOCOL_VIOLATION if we take none, or none so large
    public void onDatagram(DatagramFrame received) throws TransportException {
        if (received.length() > config.maxFrameSize()) { // RFC 9221 §3
            throw new TransportException(
                    TransportErrorCode.PROTOCOL_VIOLATION, "DATAGRAM frame larger than allowed");
        }
        int length = received.dataLength();
        while (!incoming.fits(length) && !incoming.isEmpty()) {
            incoming.poll();
            droppedIncoming++;
        }
        if (!incoming.fits(length)) {
            droppedIncoming++;
            return;
        }
        int from = received.dataOffset();
        incoming.add(Arrays.copyOfRange(received.array(), from, from + length));
        readable = true;
    }

    /// The server threw early data away: what waits was meant for it.
    public void onEarlyDataRejected() {
        droppedOutgoing += outgoing.count();
        outgoing.clear();
        peerMaxFrameSize = 0;
        writable |= someoneWaits;
        someoneWaits = false;
    }

    /// The next event; `null` if there is none.
    public @Nullable DatagramEvent poll() {
        if (readable) {
            readable = false;
            return DatagramEvent.READABLE;
        }
        if (writable) {
            writable = false;
            return DatagramEvent.WRITABLE;
        }
        return null;
    }

    /// Datagrams thrown away before they were sent.
    public long droppedOutgoing() {
        return droppedOutgoing;
    }

    /// Datagrams thrown away before they were read.
    public long droppedIncoming() {
        return droppedIncoming;
    }
}
