package dev.quoll.error;

/// The endpoint uses no connection IDs ([dev.quoll.config.ConnectionIds#none]), and so cannot do
/// what only those make possible.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.1 RFC 9000, section 5.1
public final class NoConnectionIdsException extends QuicException {
    private static final long serialVersionUID = 1L;

    /// What it was.
    public enum Reason {
        /// A second connection to a peer.
        SAME_PEER(
                "without connection IDs there is one connection to a peer at a time: close the"
                        + " other one, or use another endpoint"),
        /// Moving connections to another address.
        MIGRATION(
                "without connection IDs connections cannot move: close them first, or give the"
                        + " endpoint connection IDs");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    private final Reason reason;

    public NoConnectionIdsException(Reason reason) {
        super(reason.words, null);
        this.reason = reason;
    }

    /// What cannot be done.
    public Reason reason() {
        return reason;
    }
}
