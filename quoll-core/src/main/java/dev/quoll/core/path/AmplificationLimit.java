package dev.quoll.core.path;

/// How much may be sent to an address that has not proved to be the peer's: three times what came
/// from it. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.1 RFC 9000, section 8.1
public final class AmplificationLimit {
    /// Bytes that may be sent for each byte received (RFC 9000 §8).
    static final int FACTOR = 3;

    private boolean validated;
    private long received;
    private long sent;
    private long granted;

    private AmplificationLimit(boolean validated) {
        this.validated = validated;
    }

    /// For an address we chose to talk to ourselves: no limit.
    public static AmplificationLimit none() {
        return new AmplificationLimit(true);
    }

    /// For an address that only a datagram's source field claims.
    public static AmplificationLimit unvalidated() {
        return new AmplificationLimit(false);
    }

    /// The peer proved that it receives what is sent to the address.
    public void onValidated() {
        validated = true;
    }

    /// Whether the address is proved.
    public boolean isValidated() {
        return validated;
    }

    /// A datagram came from the address.
    public void onReceived(int bytes) {
        received += bytes;
    }

    /// So many bytes may be sent though nothing came for them: whoever grants them has a budget.
    public void grant(int bytes) {
        granted += bytes;
    }

    /// A datagram was sent to the address.
    public void onSent(int bytes) {
        sent += bytes;
    }

    /// Whether anything was sent to the address.
    public boolean hasSent() {
        return sent > 0;
    }

    /// Bytes that may be sent now; `Long.MAX_VALUE` once the address is proved.
    public long allowance() {
        return validated ? Long.MAX_VALUE : Math.max(0, FACTOR * received + granted - sent);
    }
}
