package dev.quoll.core.stream;

/// The states of the sending part of a stream.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-3.1 RFC 9000, section 3.1, figure 2
enum SendState {
    READY,
    SEND,
    DATA_SENT,
    DATA_RECVD,
    RESET_SENT,
    RESET_RECVD;

    /// STREAM without FIN or STREAM_DATA_BLOCKED was sent.
    SendState onSent() {
        return switch (this) {
            case READY -> SEND;
            case SEND, DATA_SENT, DATA_RECVD, RESET_SENT, RESET_RECVD -> this;
        };
    }

    /// STREAM with FIN was sent.
    SendState onFinSent() {
        return switch (this) {
            case READY, SEND -> DATA_SENT;
            case DATA_SENT, DATA_RECVD, RESET_SENT, RESET_RECVD -> this;
        };
    }

    /// All data and the FIN are acknowledged.
    SendState onAllAcked() {
        return switch (this) {
            case DATA_SENT -> DATA_RECVD;
            case READY, SEND, DATA_RECVD, RESET_SENT, RESET_RECVD -> this;
        };
    }

    /// The application gave up, or the peer asked to stop.
    SendState onReset() {
        return switch (this) {
            case READY, SEND, DATA_SENT -> RESET_SENT;
            case DATA_RECVD, RESET_SENT, RESET_RECVD -> this;
        };
    }

    /// RESET_STREAM is acknowledged.
    SendState onResetAcked() {
        return switch (this) {
            case RESET_SENT -> RESET_RECVD;
            case READY, SEND, DATA_SENT, DATA_RECVD, RESET_RECVD -> this;
        };
    }

    /// Whether data may still be sent, be it for the first time or again.
    boolean sendsData() {
        return switch (this) {
            case READY, SEND, DATA_SENT -> true;
            case DATA_RECVD, RESET_SENT, RESET_RECVD -> false;
        };
    }
}
