package dev.quoll.core.stats;

/// The frames that are counted, one constant for each kind whatever its variants on the wire.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.4 RFC 9000, section 12.4
public enum FrameKind {
    PADDING,
    PING,
    ACK,
    RESET_STREAM,
    RESET_STREAM_AT,
    STOP_SENDING,
    CRYPTO,
    NEW_TOKEN,
    STREAM,
    MAX_DATA,
    MAX_STREAM_DATA,
    MAX_STREAMS,
    DATA_BLOCKED,
    STREAM_DATA_BLOCKED,
    STREAMS_BLOCKED,
    NEW_CONNECTION_ID,
    RETIRE_CONNECTION_ID,
    PATH_CHALLENGE,
    PATH_RESPONSE,
    CONNECTION_CLOSE,
    HANDSHAKE_DONE,
    DATAGRAM,
    ACK_FREQUENCY,
    IMMEDIATE_ACK,
    /// OBSERVED_ADDRESS, for IPv4 and IPv6.
    OBSERVED_ADDRESS,
    /// ADD_ADDRESS, for IPv4 and IPv6.
    ADD_ADDRESS,
    REMOVE_ADDRESS,
    /// REACH_OUT, for IPv4 and IPv6.
    REACH_OUT,
    /// PUNCH_ME_NOW, for IPv4 and IPv6.
    PUNCH_ME_NOW,
    PATH_ACK,
    PATH_ABANDON,
    PATH_STATUS_BACKUP,
    PATH_STATUS_AVAILABLE,
    PATH_NEW_CONNECTION_ID,
    PATH_RETIRE_CONNECTION_ID,
    MAX_PATH_ID,
    PATHS_BLOCKED,
    PATH_CIDS_BLOCKED
}
