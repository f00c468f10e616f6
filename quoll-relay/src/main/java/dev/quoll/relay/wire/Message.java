package dev.quoll.relay.wire;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;
import dev.quoll.relay.PeerKey;
import dev.quoll.relay.Presence;
import dev.quoll.relay.RelayProtocol;

/// A message on the control stream between a peer and its relay. *Immutable*.
///
/// ```
/// Message { Type (i), Length (i), Body (..) }
/// ```
///
/// A body may be longer than is known here: what a later version adds comes at its end. Types that
/// are not known are passed over.
public sealed interface Message {
    /// The most bytes of a body; more breaks the protocol.
    int MAX_BODY = 256;

    /// Its type on the wire.
    int type();

    /// Writes the body.
    void writeBody(ByteWriter out);

    /// Asks to be registered under the key the connection was made with; the first of a peer.
    ///
    /// ```
    /// REGISTER { Type (i) = 0x01, Length (i) = 0 }
    /// ```
    record Register() implements Message {
        static final int TYPE = 0x01;

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void writeBody(ByteWriter out) {}
    }

    /// The peer is registered, within these limits; the first of a relay.
    ///
    /// ```
    /// REGISTERED { Type (i) = 0x02, Length (i), Packets (i), Bytes (i), Packet Size (i), Handles (i) }
    /// ```
    ///
    /// @param packetsPerSecond that the relay takes from the peer
    /// @param bytesPerSecond of packets that it takes
    /// @param maxPacketSize bytes of the largest packet it takes
    /// @param maxHandles that the peer can have at a time
    record Registered(long packetsPerSecond, long bytesPerSecond, int maxPacketSize, int maxHandles)
            implements Message {
        static final int TYPE = 0x02;
        private static final int MOST = 1 << 30;

        static Registered read(ByteReader in) throws TransportException, MalformedMessageException {
            return new Registered(
                    in.varint(),
                    in.varint(),
                    within(in.varint(), RelayProtocol.MIN_PACKET_SIZE),
                    within(in.varint(), 1));
        }

        private static int within(long value, int least) throws MalformedMessageException {
            if (value < least || value > MOST) {
                throw new MalformedMessageException("a limit of " + value);
            }
            return (int) value;
        }

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void writeBody(ByteWriter out) {
            out.varint(packetsPerSecond)
                    .varint(bytesPerSecond)
                    .varint(maxPacketSize)
                    .varint(maxHandles);
        }
    }

    /// A peer wants a handle for another one. It is answered by [Handle].
    ///
    /// ```
    /// RESOLVE { Type (i) = 0x03, Length (i) = 32, Key (256) }
    /// ```
    record Resolve(PeerKey key) implements Message {
        static final int TYPE = 0x03;

        static Resolve read(ByteReader in) throws TransportException {
            return new Resolve(PeerKey.of(in.bytes(PeerKey.LENGTH)));
        }

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void writeBody(ByteWriter out) {
            out.bytes(key.bytes());
        }
    }

    /// From now on a handle stands for a peer, in both directions of this connection: because it
    /// was asked for, or because that peer sends packets.
    ///
    /// ```
    /// HANDLE { Type (i) = 0x04, Length (i), Handle (i), Key (256), Presence (8) }
    /// ```
    record Handle(long handle, PeerKey key, Presence presence) implements Message {
        static final int TYPE = 0x04;

        static Handle read(ByteReader in) throws TransportException, MalformedMessageException {
            return new Handle(
                    PacketHeader.checked(in.varint()),
                    PeerKey.of(in.bytes(PeerKey.LENGTH)),
                    presence(in.uint8()));
        }

        private static Presence presence(int code) throws MalformedMessageException {
            return switch (code) {
                case 0 -> Presence.ABSENT;
                case 1 -> Presence.PRESENT;
                default -> throw new MalformedMessageException("a presence of " + code);
            };
        }

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void writeBody(ByteWriter out) {
            out.varint(handle).bytes(key.bytes()).uint8(presence.ordinal());
        }
    }

    /// A packet to this handle was thrown away, because its peer is not registered. Told once,
    /// until the peer was seen again.
    ///
    /// ```
    /// ABSENT { Type (i) = 0x05, Length (i), Handle (i) }
    /// ```
    record Absent(long handle) implements Message {
        static final int TYPE = 0x05;

        static Absent read(ByteReader in) throws TransportException, MalformedMessageException {
            return new Absent(PacketHeader.checked(in.varint()));
        }

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void writeBody(ByteWriter out) {
            out.varint(handle);
        }
    }

    /// A handle stands for nobody any more, and never will again: there were others to be given.
    ///
    /// ```
    /// WITHDRAWN { Type (i) = 0x06, Length (i), Handle (i) }
    /// ```
    record Withdrawn(long handle) implements Message {
        static final int TYPE = 0x06;

        static Withdrawn read(ByteReader in) throws TransportException, MalformedMessageException {
            return new Withdrawn(PacketHeader.checked(in.varint()));
        }

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void writeBody(ByteWriter out) {
            out.varint(handle);
        }
    }

    /// So many packets of the peer were thrown away since it registered; told once a second at
    /// most.
    ///
    /// ```
    /// DROPPED { Type (i) = 0x07, Length (i), Over Rate (i), Undeliverable (i) }
    /// ```
    ///
    /// @param overRate because there were too many, or too many bytes
    /// @param undeliverable because of their size, their handle, or their receiver
    record Dropped(long overRate, long undeliverable) implements Message {
        static final int TYPE = 0x07;

        static Dropped read(ByteReader in) throws TransportException {
            return new Dropped(in.varint(), in.varint());
        }

        @Override
        public int type() {
            return TYPE;
        }

        @Override
        public void writeBody(ByteWriter out) {
            out.varint(overRate).varint(undeliverable);
        }
    }

    /// Something of a later version; it is passed over.
    record Unknown(int type) implements Message {
        @Override
        public void writeBody(ByteWriter out) {}
    }

    /// Reads a body of a given type.
    ///
    /// @param body from its first byte to its end, which bounds what is read
    /// @throws MalformedMessageException if it is too short, or a value is out of range
    static Message read(long type, ByteReader body) throws MalformedMessageException {
        try {
            return switch ((int) Math.min(type, Integer.MAX_VALUE)) {
                case Register.TYPE -> new Register();
                case Registered.TYPE -> Registered.read(body);
                case Resolve.TYPE -> Resolve.read(body);
                case Handle.TYPE -> Handle.read(body);
                case Absent.TYPE -> Absent.read(body);
                case Withdrawn.TYPE -> Withdrawn.read(body);
                case Dropped.TYPE -> Dropped.read(body);
                default -> new Unknown((int) Math.min(type, Integer.MAX_VALUE));
            };
        } catch (TransportException e) {
            throw new MalformedMessageException("a message that is too short");
        }
    }

    /// The whole message.
    default byte[] toBytes() {
        ByteWriter body = new ByteWriter(new byte[MAX_BODY]);
        writeBody(body);
        int length = body.position();
        ByteWriter out = new ByteWriter(new byte[2 * Varint.MAX_SIZE + length]);
        out.varint(type()).varint(length).bytes(body.array(), 0, length);
        return out.copyFrom(0);
    }
}
