package dev.quoll.bench;

/// What a handshake rests on.
public enum HandshakeKind {
    /// The server's certificate.
    FULL("full"),

    /// A session of an earlier connection.
    RESUMED("resumed"),

    /// A session, with early data (0-RTT) offered and accepted.
    EARLY_DATA("0-RTT");

    private final String title;

    HandshakeKind(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return title;
    }
}
