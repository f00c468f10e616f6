package dev.quoll.relay.wire;

/// Whether a peer is registered.
public enum Presence {
    /// It is not, or not yet.
    ABSENT,
    /// It is.
    PRESENT;

    static Presence of(int code) throws MalformedMessageException {
        return switch (code) {
            case 0 -> ABSENT;
            case 1 -> PRESENT;
            default -> throw new MalformedMessageException("a presence of " + code);
        };
    }
}
