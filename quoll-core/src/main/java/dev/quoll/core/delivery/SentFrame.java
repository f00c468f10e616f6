package dev.quoll.core.delivery;

/// What is remembered of a frame that was sent: enough for its room to know what arrived or what to
/// send again. A reused cursor, valid until the next one is read.
public final class SentFrame {
    /// Which frame it was, as far as its fate matters to a room.
    public enum Kind {
        /// `id` stream, `offset`, `length`, fin.
        STREAM,
        /// `offset`, `length` in the CRYPTO stream of the packet's space.
        CRYPTO,
        /// `offset` is the largest packet number acknowledged, `id` the path.
        ACK,
        /// `offset` is the limit.
        MAX_DATA,
        /// `id` stream, `offset` the limit.
        MAX_STREAM_DATA,
        /// `id` is the direction's ordinal, `offset` the limit.
        MAX_STREAMS,
        /// `offset` is the limit we are blocked at.
        DATA_BLOCKED,
        /// `id` stream, `offset` the limit we are blocked at.
        STREAM_DATA_BLOCKED,
        /// `id` is the direction's ordinal, `offset` the limit we are blocked at.
        STREAMS_BLOCKED,
        /// `id` stream.
        RESET_STREAM,
        /// `id` stream.
        RESET_STREAM_AT,
        /// `id` stream.
        STOP_SENDING,
        /// `id` path, `offset` the sequence number.
        NEW_CONNECTION_ID,
        /// `id` path, `offset` the sequence number.
        RETIRE_CONNECTION_ID,
        /// `id` path.
        PATH_ABANDON,
        /// `id` path, `offset` the sequence number.
        PATH_STATUS,
        /// `offset` is the limit.
        MAX_PATH_ID,
        /// `offset` is the limit we are blocked at.
        PATHS_BLOCKED,
        /// `id` path, `offset` the sequence number that is missing.
        PATH_CIDS_BLOCKED,
        /// `offset` is the hash of the frame, which has no number.
        NEW_TOKEN,
        HANDSHAKE_DONE,
        /// `id` path, `offset` the sequence number.
        OBSERVED_ADDRESS,
        /// `offset` is the sequence number.
        ADD_ADDRESS,
        /// `offset` is the sequence number.
        REMOVE_ADDRESS,
        /// `id` is the round, `offset` the hash of the frame.
        REACH_OUT,
        /// `id` is the round, `offset` the hash of the frame.
        PUNCH_ME_NOW,
        /// `offset` is the sequence number.
        ACK_FREQUENCY,
        /// A frame that is never sent again: PING, PADDING, PATH_CHALLENGE, PATH_RESPONSE,
        /// DATAGRAM, IMMEDIATE_ACK.
        UNREPEATED;

        private static final Kind[] ALL = values();

        static Kind of(int ordinal) {
            return ALL[ordinal];
        }
    }

    private Kind kind = Kind.UNREPEATED;
    private boolean fin;
    private int length;
    private long id;
    private long offset;

    void set(Kind newKind, boolean newFin, int newLength, long newId, long newOffset) {
        kind = newKind;
        fin = newFin;
        length = newLength;
        id = newId;
        offset = newOffset;
    }

    /// Which frame it was.
    public Kind kind() {
        return kind;
    }

    /// Whether a STREAM frame ended its stream.
    public boolean fin() {
        return fin;
    }

    /// Bytes of data.
    public int length() {
        return length;
    }

    /// The stream, direction or path; see [Kind].
    public long id() {
        return id;
    }

    /// The offset, limit, sequence number or packet number; see [Kind].
    public long offset() {
        return offset;
    }

    @Override
    public String toString() {
        return kind
                + "[id="
                + id
                + ", offset="
                + offset
                + ", length="
                + length
                + ", fin="
                + fin
                + "]";
    }
}
