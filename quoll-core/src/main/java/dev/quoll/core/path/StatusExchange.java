package dev.quoll.core.path;

import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.event.PathStatus;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// How each side wishes a path to be used. A wish has a number; the newest counts. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4.3
public final class StatusExchange {
    private final ReliableValue announcement = new ReliableValue();
    private PathStatus local = PathStatus.AVAILABLE;
    private long sequenceNumber;
    private @Nullable PathStatus remote;
    private long remoteSequenceNumber = -1;

    /// Nobody has said anything.
    public StatusExchange() {}

    /// What we wish.
    public PathStatus local() {
        return local;
    }

    /// What the peer wishes; empty if it has said nothing.
    public Optional<PathStatus> remote() {
        return Optional.ofNullable(remote);
    }

    /// Whether a side wishes that data goes elsewhere.
    public boolean isBackup() {
        return local == PathStatus.BACKUP || remote == PathStatus.BACKUP;
    }

    /// We wish something else from now on, and tell nobody yet.
    public void begin(PathStatus status) {
        local = status;
    }

    /// Tells the peer what we wish.
    public void announce() {
        sequenceNumber++;
        announcement.request(sequenceNumber);
    }

    /// The peer says what it wishes.
    ///
    /// @return whether that is new
    public boolean onFrame(PathStatus status, long number) {
        if (number <= remoteSequenceNumber) {
            return false;
        }
        remoteSequenceNumber = number;
        boolean isNew = remote != status;
        remote = status;
        return isNew;
    }

    /// Whether the peer does not know the newest wish.
    public boolean wantsToSend() {
        return announcement.isWanted();
    }

    /// The number of the newest wish.
    public long sequenceNumber() {
        return sequenceNumber;
    }

    /// The newest wish is in a packet.
    public void onSent() {
        announcement.onSent();
    }

    /// A wish arrived.
    public void onAcked(long number) {
        announcement.onAcked(number);
    }

    /// A wish was lost; it is repeated only if it is still the newest.
    public void onLost(long number) {
        announcement.onLost(number);
    }
}
