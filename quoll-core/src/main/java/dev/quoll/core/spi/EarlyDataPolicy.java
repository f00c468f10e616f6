package dev.quoll.core.spi;

/// What a server's transport thinks of sessions: whether they may be resumed in this connection,
/// and whether it can stand by what it promised in the earlier one. *Immutable* and quick; it is
/// asked in a handshake task.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-7.4.1 RFC 9000, section 7.4.1
@FunctionalInterface
public interface EarlyDataPolicy {
    /// Accepts no early data.
    EarlyDataPolicy NEVER = _ -> false;

    /// Whether a session may be resumed at all, since it is of the QUIC version that the client
    /// begins in now (RFC 9369 §5).
    ///
    /// @param remembered our transport parameters of then, as in [#accepts]
    default boolean resumes(byte[] remembered) {
        return true;
    }

    /// Whether a client may act on `remembered`, our transport parameters of then, although it gets
    /// those of now only later: none of its limits may have become lower.
    ///
    /// @param remembered encoded as in the extension; not to be changed
    boolean accepts(byte[] remembered);
}
