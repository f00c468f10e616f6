package dev.quoll.core.connection;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.packet.FirstByte;
import dev.quoll.core.packet.HeaderMask;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketNumber;
import dev.quoll.core.path.Path;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketOpener;

import org.jspecify.annotations.Nullable;

/// Takes protection off a packet: first the header's, then the payload's, into an array of its own.
/// Reused from packet to packet. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.4 RFC 9001, section 5.4
final class PacketOpening {
    /// What became of a packet.
    enum Outcome {
        OPENED,
        NOT_AUTHENTIC,
        DUPLICATE,
        KEYS_GONE
    }

    private static final byte[] NOTHING = {};

    private final PacketKeys keys;
    private final byte[] sample = new byte[HeaderProtector.SAMPLE_LENGTH];
    private final byte[] mask = new byte[HeaderProtector.SAMPLE_LENGTH];
    private byte[] plaintext = NOTHING; // as long as the longest packet so far
    private int length;
    private long packetNumber;

    PacketOpening(PacketKeys keys) {
        this.keys = keys;
    }

    boolean canOpen(EncryptionLevel level) {
        return keys.canOpen(level);
    }

    /// The payload of the packet opened last, from index 0.
    byte[] plaintext() {
        return plaintext;
    }

    /// Bytes of [#plaintext].
    int length() {
        return length;
    }

    /// Lets the array go that plaintext lies in.
    void rest() {
        plaintext = NOTHING;
        length = 0;
    }

    /// The number of the packet opened last.
    long packetNumber() {
        return packetNumber;
    }

    /// Opens a packet of a level for which [#canOpen] holds.
    ///
    /// @throws TransportException KEY_UPDATE_ERROR if the peer went back to older keys
    Outcome open(PacketHeader header, EncryptionLevel level, Path path, PacketSpace space)
            throws TransportException {
        if (level == EncryptionLevel.ONE_RTT) {
            return openOneRtt(header, path, space);
        }
        PacketKeys.ReceiveKeys keysOfLevel = keys.receive(level, header.quicVersion());
        if (keysOfLevel == null) {
            return Outcome.KEYS_GONE;
        }
        int numberLength = readNumber(header, keysOfLevel.protector(), space);
        return decrypt(header, keysOfLevel.opener(), numberLength, path, space);
    }

    private Outcome openOneRtt(PacketHeader header, Path path, PacketSpace space)
            throws TransportException {
        KeyPhases phases = keys.oneRtt();
        phases.wake();
        HeaderProtector protector = phases.receiveProtector();
        if (protector == null) {
            return Outcome.KEYS_GONE;
        }
        int numberLength = readNumber(header, protector, space);
        int phaseBit = FirstByte.keyPhase(header.firstByte());
        @Nullable PacketOpener opener = phases.opener(phaseBit, packetNumber, space.keyMarks());
        if (opener == null) {
            return Outcome.KEYS_GONE;
        }
        Outcome outcome = decrypt(header, opener, numberLength, path, space);
        if (outcome == Outcome.NOT_AUTHENTIC) {
            opener = phases.secondOpener(opener, space.keyMarks());
            if (opener == null) {
                return outcome;
            }
            outcome = decrypt(header, opener, numberLength, path, space);
        }
        if (outcome == Outcome.OPENED) {
            long largest = space.received().largest();
            phases.onOpened(packetNumber, opener, space.keyMarks(), largest);
        }
        return outcome;
    }

    /// @return bytes of the packet number
    private int readNumber(PacketHeader header, HeaderProtector protector, PacketSpace space) {
        byte[] bytes = header.array();
        int numberOffset = header.packetNumberOffset();
        int sampleOffset = HeaderMask.sampleOffset(numberOffset);
        System.arraycopy(bytes, sampleOffset, sample, 0, sample.length);
        protector.masks(sample, 1, mask);
        int numberLength = HeaderMask.takeOff(bytes, header.offset(), numberOffset, mask, 0);
        packetNumber =
                PacketNumber.decode(
                        space.received().largest(),
                        PacketNumber.readTruncated(bytes, numberOffset, numberLength),
                        numberLength);
        return numberLength;
    }

    private Outcome decrypt(
            PacketHeader header,
            PacketOpener opener,
            int numberLength,
            Path path,
            PacketSpace space) {
        int payload = header.packetNumberOffset() + numberLength;
        int sealed = header.end() - payload;
        if (plaintext.length < sealed) {
            plaintext = new byte[sealed];
        }
        length =
                opener.open(
                        path.id().value(),
                        packetNumber,
                        header.array(),
                        header.offset(),
                        payload - header.offset(),
                        sealed,
                        plaintext,
                        0);
        if (length == PacketOpener.NOT_AUTHENTIC) {
            return Outcome.NOT_AUTHENTIC;
        }
        // only of an authentic packet, or anyone could learn which numbers came (RFC 9001 §9.5)
        return space.received().isDuplicate(packetNumber) ? Outcome.DUPLICATE : Outcome.OPENED;
    }
}
