package dev.quoll.core.stream;

/// The states of the receiving part of a stream.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-3.2 RFC 9000, section 3.2, figure 3
enum ReceiveState {
    RECV,
    SIZE_KNOWN,
    DATA_RECVD,
    DATA_READ,
    RESET_RECVD,
    RESET_READ;

    /// STREAM with FIN arrived.
    ReceiveState onFin() {
        return switch (this) {
            case RECV -> SIZE_KNOWN;
            case SIZE_KNOWN, DATA_RECVD, DATA_READ, RESET_RECVD, RESET_READ -> this;
        };
    }

    /// No byte is missing.
    ReceiveState onAllData() {
        return switch (this) {
            case SIZE_KNOWN -> DATA_RECVD;
            case RECV, DATA_RECVD, DATA_READ, RESET_RECVD, RESET_READ -> this;
        };
    }

    /// The application read to the end.
    ReceiveState onAllRead() {
        return switch (this) {
            case DATA_RECVD -> DATA_READ;
            case RECV, SIZE_KNOWN, DATA_READ, RESET_RECVD, RESET_READ -> this;
        };
    }

    /// RESET_STREAM arrived. What is complete already is delivered all the same.
    ReceiveState onReset() {
        return switch (this) {
            case RECV, SIZE_KNOWN -> RESET_RECVD;
            case DATA_RECVD, DATA_READ, RESET_RECVD, RESET_READ -> this;
        };
    }

    /// The application was told of the reset.
    ReceiveState onResetRead() {
        return switch (this) {
            case RESET_RECVD -> RESET_READ;
            case RECV, SIZE_KNOWN, DATA_RECVD, DATA_READ, RESET_READ -> this;
        };
    }

    /// Whether data is still missing.
    boolean receivesData() {
        return switch (this) {
            case RECV, SIZE_KNOWN -> true;
            case DATA_RECVD, DATA_READ, RESET_RECVD, RESET_READ -> false;
        };
    }
}
