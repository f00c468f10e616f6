package dev.quoll.core.spi;

/// Whether a server's transport can stand by what it promised in an earlier connection. *Immutable*
/// and quick; it is asked in a handshake task.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-7.4.1 RFC 9000, section 7.4.1
@FunctionalInterface
public interface EarlyDataPolicy {
    /// Accepts no early data.
    EarlyDataPolicy NEVER = _ -> false;

    /// Whether a client may act on `remembered`, our transport parameters of then, although it gets
    /// those of now only later: none of its limits may have become lower.
    ///
    /// @param remembered encoded as in the extension; not to be changed
    boolean accepts(byte[] remembered);
}
