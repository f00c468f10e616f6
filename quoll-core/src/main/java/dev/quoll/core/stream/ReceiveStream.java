package dev.quoll.core.stream;

import dev.quoll.core.buffer.Reassembler;
import dev.quoll.core.buffer.ReceiveBuffer;
import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.flow.ReceiveLimit;
import dev.quoll.core.flow.WindowTuning;
import dev.quoll.core.frame.MaxStreamDataFrame;
import dev.quoll.core.frame.ResetStreamAtFrame;
import dev.quoll.core.frame.StopSendingFrame;

import java.util.OptionalLong;

/// The receiving part of a stream: its data, its final size, its end. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-3.2 RFC 9000, section 3.2
final class ReceiveStream extends StreamPart {
    /// A final size that no offset reaches.
    private static final long UNKNOWN = Long.MAX_VALUE;

    private ReceiveBuffer data = new Reassembler();
    private final ReceiveLimit limit;
    private final WindowTuning tuning;
    private final ReliableValue stop = new ReliableValue(); // the code
    private ReceiveState state = ReceiveState.RECV;
    private long finalSize = UNKNOWN;
    private long resetCode;
    private long credited; // bytes given back to the stream's limit
    private long released; // bytes given back to the connection's limit
    private long reliableSize = UNKNOWN; // where a reset takes effect
    private boolean stopped;
    private boolean dropped;

    /// A part whose peer knows the limit `initialWindow`, and that goes on with `window`.
    ReceiveStream(long id, long initialWindow, long window, WindowTuning tuning) {
        super(id);
        this.tuning = tuning;
        limit = new ReceiveLimit(initialWindow);
        limit.setWindow(window);
    }

    ReceiveState state() {
        return state;
    }

    @Override
    boolean isDone() {
        return switch (state) {
            case DATA_READ, RESET_READ -> true;
            // A reader who left needs no data, only the size that flow control has to count.
            case RECV, SIZE_KNOWN, DATA_RECVD, RESET_RECVD -> stopped && finalSize != UNKNOWN;
        };
    }

    /// Whether a read tells something: data, the end or a reset.
    boolean isReadable() {
        return !stopped
                && switch (state) {
                    case RECV, SIZE_KNOWN -> data.readable() > 0 || isResetReached();
                    case DATA_RECVD, RESET_RECVD -> true;
                    case DATA_READ, RESET_READ -> false;
                };
    }

    /// Whether the application stopped the stream.
    boolean isStopped() {
        return stopped;
    }

    long bytesRead() {
        return data.bytesRead();
    }

    OptionalLong finalSize() {
        return finalSize == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(finalSize);
    }

    /// The code of the peer's reset, in RESET_RECVD and RESET_READ.
    long resetCode() {
        return resetCode;
    }

    /// Checks the end of a frame against the final size and the stream's limit; changes nothing.
    ///
    /// @return bytes that count anew in flow control
    /// @throws TransportException FINAL_SIZE_ERROR or FLOW_CONTROL_ERROR
    long check(long end, boolean isFinal) throws TransportException {
        boolean changed = isFinal && finalSize != UNKNOWN && end != finalSize;
        if (end > finalSize || changed || isFinal && end < limit.received()) { // RFC 9000 §4.5
            throw new TransportException(
                    TransportErrorCode.FINAL_SIZE_ERROR, "final size of stream " + id());
        }
        long growth = limit.growth(end);
        limit.check(growth);
        return growth;
    }

    /// Data arrived that [#check] let pass with `growth`.
    void onStream(long offset, byte[] from, int at, int length, boolean fin, long growth) {
        limit.onReceived(growth);
        if (fin && state == ReceiveState.RECV) {
            finalSize = offset + length;
            state = state.onFin();
            limit.end();
        }
        if (!stopped && state.receivesData()) {
            data.insert(offset, from, at, length);
            if (data.hasAllBefore(finalSize)) {
                state = state.onAllData();
            }
        }
    }

    /// A reset arrived that takes effect when the beginning is read, and that [#check] let pass
    /// with `growth`. One that only comes late does not count (draft §5.2).
    ///
    /// @throws TransportException STREAM_STATE_ERROR if its code is another than before
    void onResetAt(ResetStreamAtFrame frame, long growth) throws TransportException {
        limit.onReceived(growth);
        if (reliableSize != UNKNOWN && frame.applicationErrorCode() != resetCode) {
            throw new TransportException(
                    TransportErrorCode.STREAM_STATE_ERROR, "another code for a reset");
        }
        if (!state.receivesData() && state != ReceiveState.DATA_RECVD
                || frame.reliableSize() >= reliableSize) {
            return;
        }
        finalSize = frame.finalSize();
        reliableSize = frame.reliableSize();
        resetCode = frame.applicationErrorCode();
        state = state.onFin();
        limit.end();
    }

    private boolean isResetReached() {
        return data.readable() == 0 && data.readBefore() >= reliableSize;
    }

    /// A reset arrived that [#check] let pass with `growth`; unread data is dropped.
    ///
    /// @return whether it changed the stream
    boolean onReset(long code, long size, long growth) {
        limit.onReceived(growth);
        if (!state.receivesData()) {
            return false;
        }
        state = state.onReset();
        finalSize = size;
        resetCode = code;
        drop();
        return true;
    }

    /// The application wants no more. The peer is asked to stop unless it has sent the end already.
    void stop(long code) {
        if (!stopped) {
            stopped = true;
            drop();
            if (finalSize == UNKNOWN) { // RFC 9000 §3.5
                stop.request(code);
            }
        }
    }

    private void drop() {
        dropped = true;
        data.discard();
        limit.end();
        stop.cancel();
    }

    /// Reads; see [StreamResult].
    long read(byte[] into, int at, int length) {
        if (stopped) {
            return StreamResult.GONE;
        }
        if (state == ReceiveState.RESET_RECVD) {
            state = state.onResetRead();
            return StreamResult.aborted(resetCode);
        }
        if (length > 0 && isResetReached()) {
            state = ReceiveState.RESET_READ;
            drop();
            return StreamResult.aborted(resetCode);
        }
        int count = data.read(into, at, length);
        giveCredit();
        if (count == 0 && length > 0 && state == ReceiveState.DATA_RECVD) {
            state = state.onAllRead();
            return StreamResult.ENDED;
        }
        return count;
    }

    /// Gives back what was read. While a byte is missing, no more than a window beyond it counts,
    /// so that the peer gets no further than two windows ahead of it, and memory is bounded.
    private void giveCredit() {
        long due = Math.min(data.bytesRead(), data.readBefore() + limit.window());
        if (due > credited) {
            limit.onConsumed(due - credited);
            credited = due;
        }
    }

    /// From now on reads do not wait for bytes that are missing.
    void readUnordered() {
        if (data instanceof Reassembler ordered) {
            data = ordered.unordered();
        }
    }

    /// Where the bytes of the last read began.
    long lastOffset() {
        return data.lastOffset();
    }

    /// Bytes that the connection's limit gets back since the last call: those read, and those that
    /// nobody will read.
    long release() {
        long releasable = dropped ? limit.received() : data.bytesRead();
        long newly = releasable - released;
        released = releasable;
        return newly;
    }

    void setWindow(long window) {
        limit.setWindow(window);
    }

    @Override
    boolean hasControl() {
        return stop.isWanted() || limit.announcement().isWanted();
    }

    @Override
    boolean writeControl(FrameSink sink) {
        if (stop.isWanted()) {
            if (!sink.offer(new StopSendingFrame(id(), stop.value()))) {
                return false;
            }
            stop.onSent();
        }
        ReliableValue credit = limit.announcement();
        if (credit.isWanted()) {
            limit.tune(tuning);
            if (!sink.offer(new MaxStreamDataFrame(id(), credit.value()))) {
                return false;
            }
            credit.onSent();
        }
        return true;
    }

    void onCreditAcked(long announced) {
        limit.announcement().onAcked(announced);
    }

    void onCreditLost(long announced) {
        limit.announcement().onLost(announced);
    }

    void onStopAcked() {
        stop.onAcked(stop.value());
    }

    void onStopLost() {
        stop.onLost(stop.value());
    }
}
