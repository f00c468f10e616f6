package dev.quoll.core.cid;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The connection IDs we send to, on one path: one in use, the others in store. *Confined*. An ID
/// that is no longer used is retired at once, and the peer is told.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.1 RFC 9000, section 5.1
public final class PeerIds {
    private final int limit;
    private final Retirements retirements = new Retirements();

    /// The one in use first, then the store in order of arrival.
    private final List<PeerId> held = new ArrayList<>();

    private long retirePriorTo;

    /// No ID yet.
    ///
    /// @param limit our `active_connection_id_limit`, at least 2
    public PeerIds(int limit) {
        assert limit >= 2; // RFC 9000 §18.2
        this.limit = limit;
    }

    /// The ID of path 0 that the handshake uses: chosen by the client at first, then what the
    /// peer's long headers show as theirs. It has sequence number 0 and may have no bytes.
    public void onHandshakeId(ConnectionId id) {
        assert held.size() <= 1 && retirePriorTo == 0;
        held.clear();
        held.add(new PeerId(0, id, Optional.empty()));
    }

    /// The server's transport parameters give the reset token of the handshake's ID.
    public void onHandshakeResetToken(StatelessResetToken token) {
        held.replaceAll(
                each ->
                        each.sequenceNumber() == 0
                                ? new PeerId(0, each.id(), Optional.of(token))
                                : each);
    }

    /// NEW_CONNECTION_ID came. The ID in use may have changed after it.
    ///
    /// @throws TransportException PROTOCOL_VIOLATION if the peer uses IDs without bytes or
    ///   contradicts an earlier frame; CONNECTION_ID_LIMIT_ERROR if it issues more IDs than we take
    public void onNewConnectionId(NewConnectionIdFrame frame) throws TransportException {
        if (isZeroLength()) { // RFC 9000 §19.15
            throw violation("new connection ID from a peer that uses none");
        }
        PeerId offered =
                new PeerId(
                        frame.sequenceNumber(),
                        frame.connectionId(),
                        Optional.of(frame.statelessResetToken()));
        for (PeerId each : held) {
            checkAgreement(each, offered);
        }
        retirePriorTo(frame.retirePriorTo());
        accept(offered);
        if (held.size() > limit) { // RFC 9000 §5.1.1
            throw new TransportException(
                    TransportErrorCode.CONNECTION_ID_LIMIT_ERROR,
                    "over " + limit + " connection IDs");
        }
        if (held.isEmpty()) {
            throw violation("retires every connection ID");
        }
    }

    /// Goes over to an ID that was not used yet and retires the one in use, so that observers
    /// cannot link what follows to what was (RFC 9000 §5.1.2). A peer that uses no IDs needs no
    /// fresh one.
    ///
    /// @return whether what follows goes to a fresh ID, or needs none; if not, nothing has changed
    public boolean switchToFresh() throws TransportException {
        if (isZeroLength()) {
            return true;
        }
        if (!hasFresh() || !retirements.hasRoom()) {
            return false;
        }
        retirements.add(held.removeFirst().sequenceNumber());
        return true;
    }

    /// Whether there is an ID that was not used yet.
    public boolean hasFresh() {
        return held.size() > 1;
    }

    /// Whether there is no ID at all, as on a path for which the peer has issued none.
    public boolean isEmpty() {
        return held.isEmpty();
    }

    /// The ID to send to; there must be one.
    public ConnectionId current() {
        return held.getFirst().id();
    }

    /// The sequence number of [#current].
    public long currentSequenceNumber() {
        return held.getFirst().sequenceNumber();
    }

    /// The reset token of [#current], if the peer gave one. Tokens of other IDs mean nothing (RFC
    /// 9000 §10.3.1).
    public Optional<StatelessResetToken> currentResetToken() {
        return held.isEmpty() ? Optional.empty() : held.getFirst().resetToken();
    }

    /// Whether the 16 bytes at `offset`, the end of a datagram that cannot be opened, are the reset
    /// token of the ID in use; takes the same time for all tokens (RFC 9000 §10.3.1).
    public boolean isStatelessReset(byte[] bytes, int offset) {
        return currentResetToken().equals(Optional.of(StatelessResetToken.of(bytes, offset)));
    }

    /// Whether the peer is still to be told of retired IDs.
    public boolean wantsToSend() {
        return retirements.wantsToSend();
    }

    /// Offers what the peer does not know yet of retired IDs.
    public void writeTo(FrameSink sink) {
        retirements.writeTo(sink);
    }

    /// A RETIRE_CONNECTION_ID frame arrived.
    public void onAcked(SentFrame frame) {
        retirements.onAcked(frame);
    }

    /// A RETIRE_CONNECTION_ID frame was lost.
    public void onLost(SentFrame frame) {
        retirements.onLost(frame);
    }

    private boolean isZeroLength() {
        return !held.isEmpty() && current().length() == 0;
    }

    private void retirePriorTo(long newRetirePriorTo) throws TransportException {
        retirePriorTo = Math.max(retirePriorTo, newRetirePriorTo);
        for (PeerId each : held) {
            if (each.sequenceNumber() < retirePriorTo) { // RFC 9000 §5.1.2
                retirements.add(each.sequenceNumber());
            }
        }
        held.removeIf(each -> each.sequenceNumber() < retirePriorTo);
    }

    private void accept(PeerId offered) throws TransportException {
        if (held.stream().anyMatch(each -> each.id().equals(offered.id()))
                || retirements.contains(offered.sequenceNumber())) {
            return; // a copy
        }
        if (offered.sequenceNumber() < retirePriorTo) { // RFC 9000 §19.15
            retirements.add(offered.sequenceNumber());
        } else {
            held.add(offered);
        }
    }

    private static void checkAgreement(PeerId known, PeerId offered) throws TransportException {
        boolean sameId = known.id().equals(offered.id());
        boolean sameNumber = known.sequenceNumber() == offered.sequenceNumber();
        boolean sameToken =
                known.resetToken().isEmpty() || known.resetToken().equals(offered.resetToken());
        if (sameId != sameNumber || sameId && !sameToken) { // RFC 9000 §19.15
            throw violation("connection ID " + offered.sequenceNumber() + " contradicts another");
        }
    }

    private static TransportException violation(String reason) {
        return new TransportException(TransportErrorCode.PROTOCOL_VIOLATION, reason);
    }
}
