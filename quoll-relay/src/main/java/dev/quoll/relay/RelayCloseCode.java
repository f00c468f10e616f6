package dev.quoll.relay;

import dev.quoll.core.error.CloseCause;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Why the connection between a peer and its relay is closed: the application's codes of the relay
/// protocol.
public enum RelayCloseCode {
    /// The peer leaves.
    LEAVING("the peer leaves"),
    /// The other side broke the relay protocol.
    PROTOCOL_ERROR("the relay protocol was broken"),
    /// The same key has registered again; this connection counts no more.
    REPLACED("the same key has registered over another connection"),
    /// The relay has as many peers as it takes.
    FULL("the relay has as many peers as it takes"),
    /// The network between the two does not carry packets of 1200 bytes in datagrams.
    PATH_TOO_NARROW(
            "the network to the relay carries too small datagrams: it takes packets of 1280 bytes"
                    + " over IPv4, of 1300 over IPv6"),
    /// The peer did not register in time.
    NOT_REGISTERED("the peer did not register in time"),
    /// The peer sent much more than the relay passes on.
    FLOODING("the peer sends much more than the relay passes on"),
    /// The relay is stopped.
    GOING_AWAY("the relay is stopped");

    private final String words;

    RelayCloseCode(String words) {
        this.words = words;
    }

    /// The number on the wire.
    public long code() {
        return ordinal();
    }

    /// What it means.
    public String words() {
        return words;
    }

    /// The meaning as the reason of a close, for people who look at the wire.
    public byte[] reason() {
        return words.getBytes(StandardCharsets.UTF_8);
    }

    /// The meaning of a number; empty for one that has none in this version.
    public static Optional<RelayCloseCode> of(long code) {
        return Arrays.stream(values()).filter(known -> known.code() == code).findAny();
    }

    /// What the other side meant by closing; empty if the connection ended otherwise.
    public static Optional<RelayCloseCode> of(CloseCause cause) {
        return cause instanceof CloseCause.ApplicationClosed closed
                ? of(closed.code())
                : Optional.empty();
    }
}
