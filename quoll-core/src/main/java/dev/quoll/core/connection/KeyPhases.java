package dev.quoll.core.connection;

import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketOpener;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.PacketSealer;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// The 1-RTT keys through their phases: those in use, those before, for packets that come late, and
/// those after, made in advance so that a forged phase bit costs no more than a packet that does
/// not open. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-6 RFC 9001, section 6: Key Update
final class KeyPhases {
    private final PacketProtection protection;
    private final QuicVersion version;
    private @Nullable HeaderProtector sendProtector;
    private @Nullable TrafficSecret sendSecret;
    private @Nullable PacketSealer sealer;
    private int sendPhase;

    private @Nullable HeaderProtector receiveProtector;
    private @Nullable TrafficSecret nextReceiveSecret;
    private @Nullable PacketOpener previous;
    private @Nullable PacketOpener current;
    private @Nullable PacketOpener next;
    private int receivePhase;
    private long firstOfPhase = Long.MAX_VALUE;

    KeyPhases(PacketProtection protection, QuicVersion version) {
        this.protection = protection;
        this.version = version;
    }

    void onWriteSecret(TrafficSecret secret) {
        sendSecret = secret;
        sealer = protection.sealer(version, secret);
        sendProtector = protection.headerProtector(version, secret);
    }

    void onReadSecret(TrafficSecret secret) {
        receiveProtector = protection.headerProtector(version, secret);
        current = protection.opener(version, secret);
        prepareNext(secret);
    }

    boolean canOpen() {
        return current != null;
    }

    boolean canSend() {
        return sealer != null;
    }

    /// The sealer in use; only if [#canSend].
    PacketSealer sealer() {
        return Objects.requireNonNull(sealer);
    }

    /// The header masks for packets we send; only if [#canSend].
    HeaderProtector sendProtector() {
        return Objects.requireNonNull(sendProtector);
    }

    @Nullable HeaderProtector receiveProtector() {
        return receiveProtector;
    }

    /// The Key Phase bit of packets we send, 0 or 1.
    int sendPhase() {
        return sendPhase;
    }

    /// The opener to try on a packet with this Key Phase bit; `null` before there are keys.
    @Nullable PacketOpener opener(int phase, long packetNumber) {
        if (phase == receivePhase) {
            return current;
        }
        // a lower number than any of this phase comes from the phase before (RFC 9001 §6.5)
        return packetNumber < firstOfPhase && previous != null ? previous : next;
    }

    /// A packet of this phase was opened: it may be the first of a new one, which we then follow.
    void onOpened(int phase, long packetNumber, PacketOpener with) {
        if (with == current) {
            firstOfPhase = Math.min(firstOfPhase, packetNumber);
            return;
        }
        if (with != next || nextReceiveSecret == null) {
            return;
        }
        previous = current;
        current = next;
        receivePhase = phase;
        firstOfPhase = packetNumber;
        TrafficSecret now = nextReceiveSecret;
        prepareNext(now);
        if (sendPhase != receivePhase) {
            updateSendKeys(); // RFC 9001 §6.2: before an acknowledgment is sent
        }
    }

    /// The time for late packets of the phase before is over (RFC 9001 §6.5).
    void discardPrevious() {
        previous = null;
    }

    private void updateSendKeys() {
        TrafficSecret old = Objects.requireNonNull(sendSecret);
        TrafficSecret updated = protection.nextSecret(version, old);
        old.destroy();
        sendSecret = updated;
        sealer = protection.sealer(version, updated);
        sendPhase ^= 1;
    }

    private void prepareNext(TrafficSecret secret) {
        TrafficSecret following = protection.nextSecret(version, secret);
        secret.destroy();
        nextReceiveSecret = following;
        next = protection.opener(version, following);
    }
}
