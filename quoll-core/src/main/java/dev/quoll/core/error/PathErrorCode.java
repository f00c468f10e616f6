package dev.quoll.core.error;

/// Why a path is given up, as a PATH_ABANDON frame says it. These codes are neither those of
/// [TransportErrorCode] nor frame types, though some numbers are the same.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4.2.1
public enum PathErrorCode {
    /// The path is not needed any more.
    NO_ERROR(0x00),
    /// The application wants the path to end.
    APPLICATION_ABANDON_PATH(0x3e),
    /// The sender cannot afford the path.
    PATH_RESOURCE_LIMIT_REACHED(0x3e75),
    /// The network of the path is gone, or not good enough.
    PATH_UNSTABLE_OR_POOR(0x3e76),
    /// The sender has no connection ID with which to use the path.
    NO_CID_AVAILABLE_FOR_PATH(0x3e77);

    private final long code;

    PathErrorCode(long code) {
        this.code = code;
    }

    /// The number on the wire.
    public long code() {
        return code;
    }

    /// A name for any code a peer may send: the constant's, or the number.
    public static String nameOf(long code) {
        for (PathErrorCode known : values()) {
            if (known.code == code) {
                return known.name();
            }
        }
        return "0x" + Long.toHexString(code);
    }
}
