package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.Direction;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.Set;

/// Reads the frames of a payload, one after the other. *Confined*; one reader serves a connection
/// for life, and STREAM, CRYPTO, DATAGRAM, ACK, PATH_ACK, PING and repeated PADDING cost no object.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.4 RFC 9000, section 12.4
public final class FrameReader {
    private final ByteReader in = new ByteReader();
    private final StreamFrame stream = new StreamFrame();
    private final CryptoFrame crypto = new CryptoFrame();
    private final DatagramFrame datagram = new DatagramFrame();
    private final AckFrame ack = new AckFrame();
    private @Nullable PathAckFrame pathAck; // most connections never see one
    private PaddingFrame padding = new PaddingFrame(1);
    private boolean hasMultipath;
    private final Set<NatTraversalVariant> natTraversal = EnumSet.noneOf(NatTraversalVariant.class);
    private long frameType;

    /// From now on the frames of the multipath extension are known: both sides have negotiated it.
    public void readMultipath() {
        hasMultipath = true;
    }

    /// From now on the frames of this variant of NAT traversal are known: both sides offer it.
    public void readNatTraversal(NatTraversalVariant variant) {
        natTraversal.add(variant);
    }

    /// Begins to read the payload of a packet. The array must not change while frames of it are in
    /// use. That a payload has at least one frame is for the caller to check.
    public void reset(byte[] plaintext, int offset, int length) {
        in.reset(plaintext, offset, length);
        frameType = 0;
    }

    /// The next frame, or `null` behind the last one. A cursor frame is valid until the next call.
    ///
    /// @throws TransportException FRAME_ENCODING_ERROR for an unknown or malformed frame;
    ///   PROTOCOL_VIOLATION for a type that is not in its shortest form
    public @Nullable Frame next() throws TransportException {
        if (!in.hasRemaining()) {
            return null;
        }
        int start = in.position();
        frameType = in.varint();
        if (in.position() - start != Varint.size(frameType)) { // RFC 9000 §12.4
            throw new TransportException(
                    TransportErrorCode.PROTOCOL_VIOLATION, "frame type longer than need be");
        }
        return read();
    }

    /// Where in the array the next frame begins.
    public int position() {
        return in.position();
    }

    /// The type of the frame read last, or of the one that made [#next] throw; 0 before the first.
    public long frameType() {
        return frameType;
    }

    private Frame read() throws TransportException {
        if (frameType >= StreamFrame.FIRST_TYPE && frameType <= StreamFrame.LAST_TYPE) {
            stream.read((int) frameType, in);
            return stream;
        }
        return frameType <= Integer.MAX_VALUE ? readControl((int) frameType) : unknown();
    }

    private Frame readControl(int type) throws TransportException {
        return switch (type) {
            case PaddingFrame.TYPE -> readPadding();
            case PingFrame.TYPE -> PingFrame.INSTANCE;
            case AckFrame.TYPE, AckFrame.ECN_TYPE -> readAck(type);
            case ResetStreamAtFrame.TYPE -> ResetStreamAtFrame.read(in);
            case ResetStreamFrame.TYPE -> ResetStreamFrame.read(in);
            case StopSendingFrame.TYPE -> StopSendingFrame.read(in);
            case CryptoFrame.TYPE -> readCrypto();
            case NewTokenFrame.TYPE -> NewTokenFrame.read(in);
            case MaxDataFrame.TYPE -> MaxDataFrame.read(in);
            case MaxStreamDataFrame.TYPE -> MaxStreamDataFrame.read(in);
            case MaxStreamsFrame.BIDIRECTIONAL_TYPE ->
                    MaxStreamsFrame.read(Direction.BIDIRECTIONAL, in);
            case MaxStreamsFrame.UNIDIRECTIONAL_TYPE ->
                    MaxStreamsFrame.read(Direction.UNIDIRECTIONAL, in);
            case DataBlockedFrame.TYPE -> DataBlockedFrame.read(in);
            case StreamDataBlockedFrame.TYPE -> StreamDataBlockedFrame.read(in);
            case StreamsBlockedFrame.BIDIRECTIONAL_TYPE ->
                    StreamsBlockedFrame.read(Direction.BIDIRECTIONAL, in);
            case StreamsBlockedFrame.UNIDIRECTIONAL_TYPE ->
                    StreamsBlockedFrame.read(Direction.UNIDIRECTIONAL, in);
            case NewConnectionIdFrame.TYPE -> NewConnectionIdFrame.read(in);
            case RetireConnectionIdFrame.TYPE -> RetireConnectionIdFrame.read(in);
            case PathChallengeFrame.TYPE -> PathChallengeFrame.read(in);
            case PathResponseFrame.TYPE -> PathResponseFrame.read(in);
            case ConnectionCloseFrame.TYPE -> ConnectionCloseFrame.read(in);
            case ApplicationCloseFrame.TYPE -> ApplicationCloseFrame.read(in);
            case DatagramFrame.TYPE, DatagramFrame.LENGTH_TYPE -> readDatagram(type);
            case AckFrequencyFrame.TYPE -> AckFrequencyFrame.read(in);
            case ImmediateAckFrame.TYPE -> ImmediateAckFrame.INSTANCE;
            case HandshakeDoneFrame.TYPE -> HandshakeDoneFrame.INSTANCE;
            case ObservedAddressFrame.IPV4_TYPE, ObservedAddressFrame.IPV6_TYPE ->
                    ObservedAddressFrame.read(type, in);
            case AddAddressFrame.IROH_TYPE, AddAddressFrame.IROH_TYPE + 1 ->
                    AddAddressFrame.read(negotiated(NatTraversalVariant.IROH), type, in);
            case ReachOutFrame.IPV4_TYPE, ReachOutFrame.IPV6_TYPE -> {
                negotiated(NatTraversalVariant.IROH);
                yield ReachOutFrame.read(type, in);
            }
            case RemoveAddressFrame.IROH_TYPE ->
                    RemoveAddressFrame.read(negotiated(NatTraversalVariant.IROH), in);
            case AddAddressFrame.DRAFT_TYPE, AddAddressFrame.DRAFT_TYPE + 1 ->
                    AddAddressFrame.read(negotiated(NatTraversalVariant.DRAFT), type, in);
            case PunchMeNowFrame.IPV4_TYPE, PunchMeNowFrame.IPV6_TYPE -> {
                negotiated(NatTraversalVariant.DRAFT);
                yield PunchMeNowFrame.read(type, in);
            }
            case RemoveAddressFrame.DRAFT_TYPE ->
                    RemoveAddressFrame.read(negotiated(NatTraversalVariant.DRAFT), in);
            default -> hasMultipath ? readMultipath(type) : unknown();
        };
    }

    /// The variant, if its frames are known.
    private NatTraversalVariant negotiated(NatTraversalVariant variant) throws TransportException {
        if (!natTraversal.contains(variant)) {
            unknown();
        }
        return variant;
    }

    private Frame readMultipath(int type) throws TransportException {
        return switch (type) {
            case PathAckFrame.TYPE, PathAckFrame.ECN_TYPE -> readPathAck(type);
            case PathAbandonFrame.TYPE -> PathAbandonFrame.read(in);
            case PathStatusFrame.BACKUP_TYPE -> PathStatusFrame.read(PathStatus.BACKUP, in);
            case PathStatusFrame.AVAILABLE_TYPE -> PathStatusFrame.read(PathStatus.AVAILABLE, in);
            case PathNewConnectionIdFrame.TYPE -> PathNewConnectionIdFrame.read(in);
            case PathRetireConnectionIdFrame.TYPE -> PathRetireConnectionIdFrame.read(in);
            case MaxPathIdFrame.TYPE -> MaxPathIdFrame.read(in);
            case PathsBlockedFrame.TYPE -> PathsBlockedFrame.read(in);
            case PathCidsBlockedFrame.TYPE -> PathCidsBlockedFrame.read(in);
            default -> unknown();
        };
    }

    private Frame readPadding() throws TransportException {
        int length = PaddingFrame.readRun(in);
        if (padding.length() != length) {
            padding = new PaddingFrame(length);
        }
        return padding;
    }

    private Frame readAck(int type) throws TransportException {
        ack.read(type, in);
        return ack;
    }

    private Frame readPathAck(int type) throws TransportException {
        PathAckFrame read = pathAck == null ? new PathAckFrame() : pathAck;
        pathAck = read;
        read.read(type, in);
        return read;
    }

    private Frame readDatagram(int type) throws TransportException {
        datagram.read(type, in);
        return datagram;
    }

    private Frame readCrypto() throws TransportException {
        crypto.read(in);
        return crypto;
    }

    private Frame unknown() throws TransportException {
        throw new TransportException( // RFC 9000 §12.4
                TransportErrorCode.FRAME_ENCODING_ERROR,
                "unknown frame type 0x" + Long.toHexString(frameType));
    }
}
