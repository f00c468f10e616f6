package dev.quoll.core.event;

/// Why a path cannot be opened or closed.
public enum PathFailure {
    /// One of the sides does not speak multipath, or the handshake is not done.
    MULTIPATH_NOT_NEGOTIATED,
    /// Only clients open paths.
    SERVER_SIDE_NOT_ALLOWED,
    /// Every path ID that both sides allow is in use or used up; some may be allowed later.
    MAX_PATH_ID_REACHED,
    /// The peer has given no connection ID for the next path yet.
    REMOTE_CIDS_EXHAUSTED,
    /// The peer did not answer over the path.
    VALIDATION_FAILED,
    /// The address cannot be reached from this socket, or has no port.
    INVALID_REMOTE_ADDRESS,
    /// There is no such path, or it was given up.
    CLOSED_PATH,
    /// It is the only path: close the connection instead.
    LAST_OPEN_PATH
}
