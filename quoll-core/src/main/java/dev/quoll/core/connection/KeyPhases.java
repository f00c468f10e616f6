package dev.quoll.core.connection;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.space.KeyMarks;
import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketOpener;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.PacketSealer;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The 1-RTT keys through their phases: those in use, those before, for packets that come late, and
/// those after, made in advance so that a forged phase bit costs no more than a packet that does
/// not open. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-6 RFC 9001, section 6: Key Update
final class KeyPhases {
    private final PacketProtection protection;
    private final Supplier<QuicVersion> version;
    private @Nullable HeaderProtector sendProtector;
    private @Nullable TrafficSecret sendSecret;
    private @Nullable PacketSealer sealer;
    private long sendPhase;
    private long sealed;
    private long failed;
    private AeadLimits limits = new AeadLimits(Long.MAX_VALUE, Long.MAX_VALUE);

    private @Nullable HeaderProtector receiveProtector;
    private @Nullable TrafficSecret nextReceiveSecret;
    private @Nullable PacketOpener previous;
    private @Nullable PacketOpener current;
    private @Nullable PacketOpener next;
    private long receivePhase;
    private boolean resting;

    KeyPhases(PacketProtection protection, Supplier<QuicVersion> version) {
        this.protection = protection;
        this.version = version;
    }

    void onWriteSecret(TrafficSecret secret) {
        sendSecret = secret;
        limits = AeadLimits.of(secret.suite());
        sealer = protection.sealer(version.get(), secret);
        sendProtector = protection.headerProtector(version.get(), secret);
    }

    void onReadSecret(TrafficSecret secret) {
        receiveProtector = protection.headerProtector(version.get(), secret);
        current = protection.opener(version.get(), secret);
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

    /// The phase of packets we send, counted from 0; the lowest bit goes into the header.
    long sendPhase() {
        return sendPhase;
    }

    /// The newest phase of packets we received, counted from 0.
    long receivePhase() {
        return receivePhase;
    }

    /// What the present keys may be used for.
    AeadLimits limits() {
        return limits;
    }

    /// Packets sealed under the present key.
    long sealedCount() {
        return sealed;
    }

    /// A packet is left to be sealed under the present key.
    void countSealed() {
        sealed++;
    }

    /// A packet did not open.
    ///
    /// @return how many did not so far
    long countFailure() {
        return ++failed;
    }

    /// Whether the peer has followed into the present phase.
    boolean canUpdate() {
        return sealer != null && sendPhase == receivePhase;
    }

    /// Begins the next phase; only if [#canUpdate].
    void update() {
        updateSendKeys();
    }

    /// The opener to try when [#opener] was that of the phase before, and it did not open: where no
    /// packet of the present phase has come yet, the bit does not tell the phase before from the
    /// one after. `null` if there is nothing to try.
    @Nullable PacketOpener secondOpener(PacketOpener first, KeyMarks marks) {
        return first == previous && !marks.hasReceived(receivePhase) ? next : null;
    }

    /// The opener to try on a packet with this Key Phase bit; `null` before there are keys.
    @Nullable PacketOpener opener(int phaseBit, long packetNumber, KeyMarks marks) {
        if (phaseBit == (receivePhase & 1)) {
            return current;
        }
        // a lower number than any of this phase comes from the phase before (RFC 9001 §6.5)
        boolean isOld = previous != null && marks.isBefore(receivePhase, packetNumber);
        return isOld ? previous : next;
    }

    /// A packet was opened: it may be the first of a new phase, which we then follow.
    ///
    /// @param largest the largest number received so far in the packet's space, or -1
    /// @throws TransportException KEY_UPDATE_ERROR if a packet before it had newer keys
    void onOpened(long packetNumber, PacketOpener with, KeyMarks marks, long largest)
            throws TransportException {
        if (with == next && nextReceiveSecret != null) {
            if (packetNumber < largest) { // RFC 9001 §6.4
                throw new TransportException(
                        TransportErrorCode.KEY_UPDATE_ERROR,
                        "packet " + largest + " has older keys than " + packetNumber);
            }
            follow(nextReceiveSecret);
        }
        if (with == current) {
            marks.onReceived(receivePhase, packetNumber);
        }
    }

    /// The time for late packets of the phase before is over (RFC 9001 §6.5).
    void discardPrevious() {
        previous = null;
    }

    /// Whether packets of the phase before can still be opened.
    boolean hasPrevious() {
        return previous != null;
    }

    /// Lets the ciphers go: no packet is expected soon.
    void rest() {
        resting = true;
        forEach(PacketOpener::rest);
        if (receiveProtector != null) {
            receiveProtector.rest();
        }
        if (sealer != null && sendProtector != null) {
            sealer.rest();
            sendProtector.rest();
        }
    }

    /// Has the keys of all phases ready before anything of a packet is known, so that the time it
    /// takes tells nothing about its Key Phase bit (RFC 9001 §9.5).
    void wake() {
        if (resting) {
            resting = false;
            forEach(PacketOpener::wake);
        }
    }

    private void forEach(Consumer<PacketOpener> action) {
        Stream.of(previous, current, next).filter(Objects::nonNull).forEach(action);
    }

    private void follow(TrafficSecret now) {
        previous = current;
        current = next;
        receivePhase++;
        prepareNext(now);
        if (sendPhase < receivePhase) {
            updateSendKeys(); // RFC 9001 §6.2: before an acknowledgment is sent
        }
    }

    private void updateSendKeys() {
        TrafficSecret old = Objects.requireNonNull(sendSecret);
        TrafficSecret updated = protection.nextSecret(version.get(), old);
        old.destroy();
        sendSecret = updated;
        sealer = protection.sealer(version.get(), updated);
        sendPhase++;
        sealed = 0;
    }

    private void prepareNext(TrafficSecret secret) {
        TrafficSecret following = protection.nextSecret(version.get(), secret);
        secret.destroy();
        nextReceiveSecret = following;
        next = protection.opener(version.get(), following);
    }
}
