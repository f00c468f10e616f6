package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.space.PacketSpace;

/// Decides when to update the 1-RTT keys: when asked, once early on so that no network or peer
/// comes to rely on the Key Phase bit, and before a key has protected too many packets. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-6 RFC 9001, section 6: Key Update
final class KeyUpdates {
    /// So many packets before a key's limit the next is wanted.
    static final long MARGIN = 10_000;

    /// Old keys are kept, and new ones not replaced, for so many probe timeouts (RFC 9001 §6.5).
    private static final int SETTLING_PTOS = 3;

    private final KeyPhases phases;
    private final Lifetime lifetime;
    private final long firstAfter;
    private boolean wanted;
    private long acknowledgedPhase = -1;
    private long settledNanos;
    private long followedPhase;
    private long discardNanos = NEVER;

    /// @param firstAfter how many packets are sealed before the first update
    KeyUpdates(KeyPhases phases, Lifetime lifetime, long firstAfter) {
        this.phases = phases;
        this.lifetime = lifetime;
        this.firstAfter = firstAfter;
    }

    /// The application asks for an update; it happens as soon as the protocol allows.
    void request() {
        wanted = true;
    }

    /// Packets are about to be sealed.
    ///
    /// @throws TransportException AEAD_LIMIT_REACHED if the present key must not be used again
    void beforeSealing(long nowNanos) throws TransportException {
        if (phases.sealedCount() >= limit() && mayUpdate(nowNanos)) {
            phases.update();
            wanted = false;
        }
        if (phases.sealedCount()
                >= phases.limits().sealed() - DatagramBatch.MAX_DATAGRAMS) { // RFC 9001 §6.6
            throw new TransportException(
                    TransportErrorCode.AEAD_LIMIT_REACHED, "the peer acknowledges no key update");
        }
    }

    /// A packet was acknowledged: if it is one of the present phase, the peer has its keys.
    void onAcknowledged(PacketSpace space, long packetNumber, long ptoNanos, long nowNanos) {
        long phase = phases.sendPhase();
        if (acknowledgedPhase != phase && space.keyMarks().wasSentIn(phase, packetNumber)) {
            acknowledgedPhase = phase;
            settledNanos = nowNanos + SETTLING_PTOS * ptoNanos;
        }
    }

    /// Whether the peer opened a 1-RTT packet, so that its handshake is complete.
    boolean hasPeerOurKeys() {
        return acknowledgedPhase >= 0;
    }

    /// Whether the packet that was opened last is the first of a phase, so that [#follow] is due.
    boolean isPhaseNew() {
        return followedPhase != phases.receivePhase();
    }

    /// The peer is in a new phase: keys of the one before are kept for a while.
    void follow(long ptoNanos, long nowNanos) {
        followedPhase = phases.receivePhase();
        discardNanos = nowNanos + SETTLING_PTOS * ptoNanos;
    }

    /// A packet did not open.
    ///
    /// @throws TransportException AEAD_LIMIT_REACHED if too many did not
    void onNotAuthentic() throws TransportException {
        if (phases.countFailure() >= phases.limits().failed()) { // RFC 9001 §6.6
            throw new TransportException(
                    TransportErrorCode.AEAD_LIMIT_REACHED, "too many packets do not open");
        }
    }

    /// Forgets the keys of the phase before once its packets can no longer be under way.
    void discardOld(long nowNanos) {
        if (nowNanos >= discardNanos) {
            discardNanos = NEVER;
            phases.discardPrevious();
        }
    }

    /// How many packets are sealed at most under the present key before the next is wanted.
    private long limit() {
        if (wanted) {
            return 0;
        }
        return phases.sendPhase() == 0 ? firstAfter : phases.limits().sealed() - MARGIN;
    }

    /// RFC 9001 §6.1: not before the handshake is confirmed, nor before the peer has the present
    /// keys; §6.5: nor while packets of the phase before may be under way.
    private boolean mayUpdate(long nowNanos) {
        return lifetime.isConfirmed()
                && phases.canUpdate()
                && acknowledgedPhase == phases.sendPhase()
                && (phases.sendPhase() == 0 || nowNanos >= settledNanos);
    }
}
