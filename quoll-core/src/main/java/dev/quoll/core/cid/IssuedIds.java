package dev.quoll.core.cid;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.frame.PathNewConnectionIdFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.spi.ConnectionIdGenerator;
import dev.quoll.core.spi.StatelessResetTokens;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The connection IDs the peer sends to, on one path. *Confined*. Whoever routes datagrams must
/// know each before the peer does, so IDs that appear or disappear are returned.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.1.1 RFC 9000, section 5.1.1
public final class IssuedIds {
    /// The most IDs of a path the peer has at a time, whatever it would take.
    public static final int MAX_ACTIVE = 12;

    private record Active(IssuedId issued, ReliableValue announcement) {}

    private final PathId path;
    private final ConnectionIdGenerator generator;
    private final StatelessResetTokens resetTokens;
    private final List<Active> active = new ArrayList<>();
    private long next;

    /// The peer may know of IDs with numbers below.
    private long told;

    /// IDs below are to be given back.
    private long retirePriorTo;

    /// Whether an announcement may be wanted; if not, none is.
    private boolean unsettled;

    /// No ID yet.
    public IssuedIds(
            PathId path, ConnectionIdGenerator generator, StatelessResetTokens resetTokens) {
        this.path = path;
        this.generator = generator;
        this.resetTokens = resetTokens;
    }

    /// Whether our IDs have no bytes, so that only the peer's address tells what is for us.
    public boolean areZeroLength() {
        return generator.length() == 0;
    }

    /// The ID of path 0 that the peer learns from our long headers: it has sequence number 0 and is
    /// not announced.
    public IssuedId addHandshakeId(ConnectionId id) {
        assert next == 0;
        told = 1;
        return add(id).issued();
    }

    /// The ID that goes with a server's preferred address in its transport parameters: it has
    /// sequence number 1 and is not announced (RFC 9000 §5.1.1).
    public IssuedId addPreferredId() {
        assert next == 1;
        told = 2;
        return add(unusedId()).issued();
    }

    /// Issues as many IDs as the peer takes.
    ///
    /// @param peerLimit the peer's `active_connection_id_limit`
    /// @return the new IDs; none if our IDs have no bytes
    public List<IssuedId> issue(long peerLimit) {
        List<IssuedId> issued = new ArrayList<>();
        while (!areZeroLength() && lasting() < Math.min(peerLimit, MAX_ACTIVE)) {
            Active added = add(unusedId());
            added.announcement().request(added.issued().sequenceNumber());
            unsettled = true;
            issued.add(added.issued());
        }
        return issued;
    }

    /// Issues new IDs and asks for all others back. The peer may then have twice as many as it
    /// takes, until it has read that (RFC 9000 §5.1.1).
    ///
    /// @param peerLimit the peer's `active_connection_id_limit`
    /// @return the new IDs; none as long as the peer has not given back what was asked for before
    public List<IssuedId> rotate(long peerLimit) {
        if (areZeroLength() || lasting() < active.size()) {
            return List.of();
        }
        retirePriorTo = next;
        return issue(peerLimit);
    }

    private long lasting() {
        return active.stream()
                .filter(each -> each.issued().sequenceNumber() >= retirePriorTo)
                .count();
    }

    /// RETIRE_CONNECTION_ID came.
    ///
    /// @param sequenceNumber which ID the peer gives back
    /// @param arrivedOn the sequence number of the ID its packet was sent to
    /// @return the ID, which is now unknown; empty if it was given back before
    /// @throws TransportException PROTOCOL_VIOLATION if the peer was never told of the ID, or if it
    ///   is the one the packet was sent to
    public Optional<IssuedId> onRetire(long sequenceNumber, long arrivedOn)
            throws TransportException {
        // RFC 9000 §19.16: guessed numbers too, or a packet full of them would renew every ID often
        if (sequenceNumber >= told || areZeroLength()) {
            throw violation("retires connection ID " + sequenceNumber + " that was not issued");
        }
        if (sequenceNumber == arrivedOn) { // RFC 9000 §19.16
            throw violation("retires connection ID " + sequenceNumber + " while using it");
        }
        Optional<IssuedId> retired = find(sequenceNumber).map(Active::issued);
        active.removeIf(each -> each.issued().sequenceNumber() == sequenceNumber);
        return retired;
    }

    /// Whether there is an ID the peer does not know yet.
    public boolean wantsToSend() {
        for (int i = 0; unsettled && i < active.size(); i++) {
            if (active.get(i).announcement().isWanted()) {
                return true;
            }
        }
        unsettled = false;
        return false;
    }

    /// Offers the IDs the peer does not know yet.
    public void writeTo(FrameSink sink) {
        for (int i = 0; i < active.size(); i++) {
            Active each = active.get(i);
            if (each.announcement().isWanted()) {
                if (!sink.offer(frameOf(each.issued()))) {
                    return;
                }
                each.announcement().onSent();
                told = Math.max(told, each.issued().sequenceNumber() + 1);
            }
        }
    }

    /// A NEW_CONNECTION_ID frame arrived.
    public void onAcked(SentFrame frame) {
        find(frame.offset()).ifPresent(each -> each.announcement().onAcked(frame.offset()));
    }

    /// A NEW_CONNECTION_ID frame was lost.
    public void onLost(SentFrame frame) {
        find(frame.offset()).ifPresent(each -> each.announcement().onLost(frame.offset()));
        unsettled = true;
    }

    /// The sequence number of the ID that stands in a datagram, if it is one of these.
    public OptionalLong sequenceNumberOf(byte[] bytes, int offset, int length) {
        return active.stream()
                .map(Active::issued)
                .filter(issued -> issued.id().matches(bytes, offset, length))
                .mapToLong(IssuedId::sequenceNumber)
                .findFirst();
    }

    /// Whether the ID that stands in a datagram is one of these.
    public boolean contains(byte[] bytes, int offset, int length) {
        for (int i = 0; i < active.size(); i++) {
            if (active.get(i).issued().id().matches(bytes, offset, length)) {
                return true;
            }
        }
        return false;
    }

    /// Whether an ID is one of these.
    public boolean isActive(ConnectionId id) {
        return active.stream().anyMatch(each -> each.issued().id().equals(id));
    }

    /// The sequence number of the next ID.
    public long next() {
        return next;
    }

    /// The IDs the peer may use, the oldest first.
    public List<IssuedId> active() {
        return active.stream().map(Active::issued).toList();
    }

    private Active add(ConnectionId id) {
        IssuedId issued = new IssuedId(next++, id, resetTokens.tokenOf(id));
        Active added = new Active(issued, new ReliableValue());
        active.add(added);
        return added;
    }

    private ConnectionId unusedId() {
        ConnectionId id = generator.generate();
        while (isActive(id)) {
            id = generator.generate();
        }
        return id;
    }

    private Optional<Active> find(long sequenceNumber) {
        return active.stream()
                .filter(each -> each.issued().sequenceNumber() == sequenceNumber)
                .findFirst();
    }

    private Frame frameOf(IssuedId issued) {
        NewConnectionIdFrame frame =
                new NewConnectionIdFrame(
                        issued.sequenceNumber(),
                        Math.min(retirePriorTo, issued.sequenceNumber()), // RFC 9000 §19.15
                        issued.id(),
                        issued.resetToken());
        return path.equals(PathId.ZERO) ? frame : new PathNewConnectionIdFrame(path.value(), frame);
    }

    private static TransportException violation(String reason) {
        return new TransportException(TransportErrorCode.PROTOCOL_VIOLATION, reason);
    }
}
