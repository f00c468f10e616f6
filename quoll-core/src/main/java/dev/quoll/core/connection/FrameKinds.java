package dev.quoll.core.connection;

import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.delivery.SentFrames;
import dev.quoll.core.frame.AckFrame;
import dev.quoll.core.frame.AckFrequencyFrame;
import dev.quoll.core.frame.AddAddressFrame;
import dev.quoll.core.frame.ApplicationCloseFrame;
import dev.quoll.core.frame.ConnectionCloseFrame;
import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.frame.DataBlockedFrame;
import dev.quoll.core.frame.DatagramFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.HandshakeDoneFrame;
import dev.quoll.core.frame.ImmediateAckFrame;
import dev.quoll.core.frame.MaxDataFrame;
import dev.quoll.core.frame.MaxPathIdFrame;
import dev.quoll.core.frame.MaxStreamDataFrame;
import dev.quoll.core.frame.MaxStreamsFrame;
import dev.quoll.core.frame.MultipathFrame;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.frame.NewTokenFrame;
import dev.quoll.core.frame.ObservedAddressFrame;
import dev.quoll.core.frame.PaddingFrame;
import dev.quoll.core.frame.PathAbandonFrame;
import dev.quoll.core.frame.PathAckFrame;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PathCidsBlockedFrame;
import dev.quoll.core.frame.PathNewConnectionIdFrame;
import dev.quoll.core.frame.PathResponseFrame;
import dev.quoll.core.frame.PathRetireConnectionIdFrame;
import dev.quoll.core.frame.PathStatusFrame;
import dev.quoll.core.frame.PathsBlockedFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.frame.PunchMeNowFrame;
import dev.quoll.core.frame.ReachOutFrame;
import dev.quoll.core.frame.RemoveAddressFrame;
import dev.quoll.core.frame.ResetStreamAtFrame;
import dev.quoll.core.frame.ResetStreamFrame;
import dev.quoll.core.frame.RetireConnectionIdFrame;
import dev.quoll.core.frame.StopSendingFrame;
import dev.quoll.core.frame.StreamDataBlockedFrame;
import dev.quoll.core.frame.StreamFrame;
import dev.quoll.core.frame.StreamsBlockedFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.stats.FrameKind;

/// What each frame is counted as, and what is remembered of one that is sent.
final class FrameKinds {
    private FrameKinds() {}

    static FrameKind of(Frame frame) {
        return switch (frame) {
            case StreamFrame _ -> FrameKind.STREAM;
            case AckFrame _ -> FrameKind.ACK;
            case CryptoFrame _ -> FrameKind.CRYPTO;
            case PaddingFrame _ -> FrameKind.PADDING;
            case PingFrame _ -> FrameKind.PING;
            case MaxDataFrame _ -> FrameKind.MAX_DATA;
            case MaxStreamDataFrame _ -> FrameKind.MAX_STREAM_DATA;
            case MaxStreamsFrame _ -> FrameKind.MAX_STREAMS;
            case DataBlockedFrame _ -> FrameKind.DATA_BLOCKED;
            case StreamDataBlockedFrame _ -> FrameKind.STREAM_DATA_BLOCKED;
            case StreamsBlockedFrame _ -> FrameKind.STREAMS_BLOCKED;
            case ResetStreamAtFrame _ -> FrameKind.RESET_STREAM_AT;
            case ResetStreamFrame _ -> FrameKind.RESET_STREAM;
            case StopSendingFrame _ -> FrameKind.STOP_SENDING;
            case NewConnectionIdFrame _ -> FrameKind.NEW_CONNECTION_ID;
            case RetireConnectionIdFrame _ -> FrameKind.RETIRE_CONNECTION_ID;
            case PathChallengeFrame _ -> FrameKind.PATH_CHALLENGE;
            case PathResponseFrame _ -> FrameKind.PATH_RESPONSE;
            case NewTokenFrame _ -> FrameKind.NEW_TOKEN;
            case HandshakeDoneFrame _ -> FrameKind.HANDSHAKE_DONE;
            case DatagramFrame _ -> FrameKind.DATAGRAM;
            case AckFrequencyFrame _ -> FrameKind.ACK_FREQUENCY;
            case ImmediateAckFrame _ -> FrameKind.IMMEDIATE_ACK;
            case ObservedAddressFrame _ -> FrameKind.OBSERVED_ADDRESS;
            case ConnectionCloseFrame _ -> FrameKind.CONNECTION_CLOSE;
            case ApplicationCloseFrame _ -> FrameKind.CONNECTION_CLOSE;
            case AddAddressFrame _ -> FrameKind.ADD_ADDRESS;
            case RemoveAddressFrame _ -> FrameKind.REMOVE_ADDRESS;
            case ReachOutFrame _ -> FrameKind.REACH_OUT;
            case PunchMeNowFrame _ -> FrameKind.PUNCH_ME_NOW;
            case MultipathFrame multipath -> of(multipath);
        };
    }

    private static FrameKind of(MultipathFrame frame) {
        return switch (frame) {
            case PathAckFrame _ -> FrameKind.PATH_ACK;
            case PathAbandonFrame _ -> FrameKind.PATH_ABANDON;
            case PathStatusFrame(_, var status, _) ->
                    switch (status) {
                        case AVAILABLE -> FrameKind.PATH_STATUS_AVAILABLE;
                        case BACKUP -> FrameKind.PATH_STATUS_BACKUP;
                    };
            case PathNewConnectionIdFrame _ -> FrameKind.PATH_NEW_CONNECTION_ID;
            case PathRetireConnectionIdFrame _ -> FrameKind.PATH_RETIRE_CONNECTION_ID;
            case MaxPathIdFrame _ -> FrameKind.MAX_PATH_ID;
            case PathsBlockedFrame _ -> FrameKind.PATHS_BLOCKED;
            case PathCidsBlockedFrame _ -> FrameKind.PATH_CIDS_BLOCKED;
        };
    }

    /// Remembers a control frame; STREAM, CRYPTO and ACK are remembered where they are written.
    ///
    /// @param on the path whose packet it is in
    static void remember(Frame frame, PathId on, SentFrames sent) {
        switch (frame) {
            case MaxDataFrame(long limit) -> sent.add(SentFrame.Kind.MAX_DATA, 0, limit);
            case MaxStreamDataFrame(long id, long limit) ->
                    sent.add(SentFrame.Kind.MAX_STREAM_DATA, id, limit);
            case MaxStreamsFrame(var direction, long limit) ->
                    sent.add(SentFrame.Kind.MAX_STREAMS, direction.ordinal(), limit);
            case DataBlockedFrame(long limit) -> sent.add(SentFrame.Kind.DATA_BLOCKED, 0, limit);
            case StreamDataBlockedFrame(long id, long limit) ->
                    sent.add(SentFrame.Kind.STREAM_DATA_BLOCKED, id, limit);
            case StreamsBlockedFrame(var direction, long limit) ->
                    sent.add(SentFrame.Kind.STREAMS_BLOCKED, direction.ordinal(), limit);
            case ResetStreamAtFrame reset ->
                    sent.add(SentFrame.Kind.RESET_STREAM_AT, reset.streamId(), 0);
            case ResetStreamFrame reset ->
                    sent.add(SentFrame.Kind.RESET_STREAM, reset.streamId(), 0);
            case StopSendingFrame stop -> sent.add(SentFrame.Kind.STOP_SENDING, stop.streamId(), 0);
            case NewConnectionIdFrame issued ->
                    sent.add(SentFrame.Kind.NEW_CONNECTION_ID, 0, issued.sequenceNumber());
            case RetireConnectionIdFrame(long sequence) ->
                    sent.add(SentFrame.Kind.RETIRE_CONNECTION_ID, 0, sequence);
            case NewTokenFrame given -> sent.add(SentFrame.Kind.NEW_TOKEN, 0, given.hashCode());
            case HandshakeDoneFrame _ -> sent.add(SentFrame.Kind.HANDSHAKE_DONE, 0, 0);
            case AckFrequencyFrame asked ->
                    sent.add(SentFrame.Kind.ACK_FREQUENCY, 0, asked.sequenceNumber());
            case ObservedAddressFrame report ->
                    sent.add(SentFrame.Kind.OBSERVED_ADDRESS, on.value(), report.sequenceNumber());
            case DatagramFrame _, ImmediateAckFrame _ -> {}
            case PathChallengeFrame _, PathResponseFrame _, PingFrame _, PaddingFrame _ -> {}
            case ConnectionCloseFrame _, ApplicationCloseFrame _ -> {}
            case StreamFrame _, CryptoFrame _, AckFrame _ -> throw new AssertionError(frame);
            case AddAddressFrame added ->
                    sent.add(SentFrame.Kind.ADD_ADDRESS, 0, added.sequenceNumber());
            case RemoveAddressFrame(_, long number) ->
                    sent.add(SentFrame.Kind.REMOVE_ADDRESS, 0, number);
            case ReachOutFrame asked ->
                    sent.add(SentFrame.Kind.REACH_OUT, asked.round(), asked.hashCode());
            case PunchMeNowFrame asked ->
                    sent.add(SentFrame.Kind.PUNCH_ME_NOW, asked.round(), asked.hashCode());
            case MultipathFrame multipath -> remember(multipath, sent);
        }
    }

    private static void remember(MultipathFrame frame, SentFrames sent) {
        switch (frame) {
            case PathAbandonFrame(long id, _) -> sent.add(SentFrame.Kind.PATH_ABANDON, id, 0);
            case PathStatusFrame(long id, _, long number) ->
                    sent.add(SentFrame.Kind.PATH_STATUS, id, number);
            case PathNewConnectionIdFrame(long id, var issued) ->
                    sent.add(SentFrame.Kind.NEW_CONNECTION_ID, id, issued.sequenceNumber());
            case PathRetireConnectionIdFrame(long id, long number) ->
                    sent.add(SentFrame.Kind.RETIRE_CONNECTION_ID, id, number);
            case MaxPathIdFrame(long maximum) -> sent.add(SentFrame.Kind.MAX_PATH_ID, 0, maximum);
            case PathsBlockedFrame(long maximum) ->
                    sent.add(SentFrame.Kind.PATHS_BLOCKED, 0, maximum);
            case PathCidsBlockedFrame(long id, long next) ->
                    sent.add(SentFrame.Kind.PATH_CIDS_BLOCKED, id, next);
            case PathAckFrame _ -> throw new AssertionError(frame); // as ACK
        }
    }
}
