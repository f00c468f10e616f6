package dev.quoll.core.cid;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.StatelessResetToken;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The connection IDs we send to, on one path: one for each route in use, the others in store. An
/// ID that is no longer used is retired at once, and the peer is told. Routes are known by their
/// numbers; the first has number 0. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.1 RFC 9000, section 5.1
public final class PeerIds {
    private final int limit;
    private final Retirements retirements;

    /// IDs that were not used yet, in order of arrival.
    private final List<PeerId> store = new ArrayList<>();

    private final Map<Integer, PeerId> inUse = new HashMap<>();
    private int route;

    /// The ID of the present route.
    private @Nullable PeerId current;

    private long retirePriorTo;
    private long next;

    /// How often the IDs in use have changed.
    private long changes;

    /// No ID yet.
    ///
    /// @param limit our `active_connection_id_limit`, at least 2
    public PeerIds(PathId path, int limit) {
        assert limit >= 2; // RFC 9000 §18.2
        this.limit = limit;
        retirements = new Retirements(path);
    }

    /// The ID of path 0 that the handshake uses: chosen by the client at first, then what the
    /// peer's long headers show as theirs. It has sequence number 0 and may have no bytes.
    public void onHandshakeId(ConnectionId id) {
        assert store.isEmpty() && retirePriorTo == 0;
        set(route, new PeerId(0, id, Optional.empty()));
        next = Math.max(next, 1);
    }

    /// The server's transport parameters give the reset token of the handshake's ID.
    public void onHandshakeResetToken(StatelessResetToken token) {
        inUse.replaceAll(
                (_, each) ->
                        each.sequenceNumber() == 0
                                ? new PeerId(0, each.id(), Optional.of(token))
                                : each);
        current = inUse.get(route);
        changes++;
    }

    /// Whether a token is that of the ID in use on a route: then the peer has lost all state. It is
    /// compared in a time that says nothing of either (RFC 9000 §10.3.1).
    public boolean isResetToken(int ofRoute, StatelessResetToken token) {
        PeerId id = inUse.get(ofRoute);
        return id != null && id.resetToken().isPresent() && id.resetToken().get().equals(token);
    }

    /// Whether the ID of the present route has a reset token.
    public boolean canBeReset() {
        return current != null && current.resetToken().isPresent();
    }

    /// The reset tokens of the IDs in use, which are those a reset may have (RFC 9000 §10.3.1).
    public Set<StatelessResetToken> resetTokens() {
        Set<StatelessResetToken> tokens = new HashSet<>();
        inUse.values().forEach(each -> each.resetToken().ifPresent(tokens::add));
        return tokens;
    }

    /// Grows whenever [#resetTokens] may have changed.
    public long changes() {
        return changes;
    }

    /// NEW_CONNECTION_ID came. The IDs in use may have changed after it.
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
        for (PeerId each : held()) {
            checkAgreement(each, offered);
        }
        next = Math.max(next, frame.sequenceNumber() + 1);
        retirePriorTo(frame.retirePriorTo());
        accept(offered);
        if (held().size() > limit) { // RFC 9000 §5.1.1
            throw new TransportException(
                    TransportErrorCode.CONNECTION_ID_LIMIT_ERROR,
                    "over " + limit + " connection IDs");
        }
        if (current == null && !assign(route)) {
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
        release(route);
        return assign(route);
    }

    /// Sees to it that a route has an ID: it keeps the one it has, or gets one that was not used
    /// yet, since none may be used with two addresses (RFC 9000 §9.5).
    ///
    /// @return whether it has one
    public boolean assign(int toRoute) {
        if (inUse.containsKey(toRoute)) {
            return true;
        }
        if (isZeroLength()) {
            set(toRoute, inUseNow());
            return true;
        }
        if (store.isEmpty()) {
            return false;
        }
        set(toRoute, store.removeFirst());
        return true;
    }

    /// Lets a route that has no ID use that of the present one, as RFC 9000 §9.5 allows where only
    /// the peer's address changed and it did not mean to. There may be none, where the peer has
    /// taken them all back.
    public void share(int withRoute) {
        PeerId present = current;
        // one that the route has already would never be retired
        if (present != null && !inUse.containsKey(withRoute)) {
            set(withRoute, present);
        }
    }

    /// Whether there is an ID for one route more, which can be retired later.
    public boolean canServeAnother() {
        return isZeroLength() || hasFresh() && retirements.hasRoom();
    }

    /// Packets take another route from now on; it must have an ID.
    public void use(int newRoute) {
        assert inUse.containsKey(newRoute);
        route = newRoute;
        current = inUse.get(newRoute);
    }

    /// A route is no longer used: its ID is retired unless another route shares it.
    public void release(int fromRoute) throws TransportException {
        PeerId released = inUse.remove(fromRoute);
        changes++;
        if (fromRoute == route) {
            current = null;
        }
        if (released != null && released.id().length() > 0 && !inUse.containsValue(released)) {
            retirements.add(released.sequenceNumber());
        }
    }

    /// A route is not used after all, and nothing was sent over it: its ID is as good as new.
    public void giveBack(int fromRoute) {
        assert fromRoute != route;
        PeerId unused = inUse.remove(fromRoute);
        changes++;
        if (unused != null && unused.id().length() > 0 && !inUse.containsValue(unused)) {
            store.addFirst(unused);
        }
    }

    /// The path is given up: its IDs are retired without a word (draft-ietf-quic-multipath §3.4).
    public void abandon() {
        store.clear();
        inUse.clear();
        retirements.clear();
        current = null;
        changes++;
    }

    /// The sequence number that the peer's next ID must have.
    public long next() {
        return next;
    }

    /// Whether there is an ID that was not used yet.
    public boolean hasFresh() {
        return !store.isEmpty();
    }

    /// Whether an ID is one of these.
    public boolean isHeld(ConnectionId id) {
        return held().stream().anyMatch(each -> each.id().equals(id));
    }

    /// Whether there is no ID at all, as on a path for which the peer has issued none.
    public boolean isEmpty() {
        return current == null;
    }

    /// The ID to send to on the present route; there must be one.
    public ConnectionId current() {
        return inUseNow().id();
    }

    /// The ID to send to on a route that has one.
    public ConnectionId of(int ofRoute) {
        return ofRoute == route ? current() : Objects.requireNonNull(inUse.get(ofRoute)).id();
    }

    /// The sequence number of [#current].
    public long currentSequenceNumber() {
        return inUseNow().sequenceNumber();
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

    private PeerId inUseNow() {
        return Objects.requireNonNull(current, "no connection ID");
    }

    private void set(int toRoute, PeerId id) {
        inUse.put(toRoute, id);
        changes++;
        if (toRoute == route) {
            current = id;
        }
    }

    private boolean isZeroLength() {
        return current != null && current().length() == 0;
    }

    private Set<PeerId> held() {
        Set<PeerId> held = new LinkedHashSet<>(inUse.values());
        held.addAll(store);
        return held;
    }

    private void retirePriorTo(long newRetirePriorTo) throws TransportException {
        retirePriorTo = Math.max(retirePriorTo, newRetirePriorTo);
        for (PeerId each : held()) {
            if (isPrior(each)) { // RFC 9000 §5.1.2
                retirements.add(each.sequenceNumber());
            }
        }
        store.removeIf(this::isPrior);
        inUse.values().removeIf(this::isPrior);
        changes++;
        current = inUse.get(route);
    }

    private boolean isPrior(PeerId id) {
        return id.sequenceNumber() < retirePriorTo;
    }

    private void accept(PeerId offered) throws TransportException {
        if (held().contains(offered)
                || inUse.values().stream().anyMatch(each -> each.id().equals(offered.id()))
                || retirements.contains(offered.sequenceNumber())) {
            return; // a copy
        }
        if (isPrior(offered)) { // RFC 9000 §19.15
            retirements.add(offered.sequenceNumber());
        } else {
            store.add(offered);
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
