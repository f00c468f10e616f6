package dev.quoll.core.multipath;

import dev.quoll.core.cid.IssuedIds;
import dev.quoll.core.cid.PeerIds;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.path.Path;
import dev.quoll.core.range.LongRanges;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The paths of a connection by their numbers: those in use, those that are given up but not
/// forgotten, and those of which there are only connection IDs. A number is used once. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 3
public final class Paths {
    private final Path zero;
    private final List<Path> known = new ArrayList<>();
    private final List<UnopenedPath> unopened = new ArrayList<>();

    /// Numbers that were used. Those between the used ones are unopened paths, so they are few.
    private final LongRanges used = new LongRanges(2 * MultipathConfig.MAX_PATHS);

    private Path lastFound;
    private long changes;

    /// The path on which the connection begins.
    public Paths(Path zero) {
        this.zero = zero;
        known.add(zero);
        used.add(0);
        lastFound = zero;
    }

    /// The path on which the connection began, though it may be forgotten.
    public Path zero() {
        return zero;
    }

    /// Those that are not forgotten, by their numbers; not to be changed.
    public List<Path> known() {
        return known;
    }

    /// Grows whenever [#known] changes.
    public long changes() {
        return changes;
    }

    /// Those that may be opened, by their numbers; not to be changed.
    public List<UnopenedPath> unopened() {
        return unopened;
    }

    /// The path with a number, unless it is forgotten or not opened yet.
    public @Nullable Path find(long id) {
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).id().value() == id) {
                return known.get(i);
            }
        }
        return null;
    }

    /// What there is of a path that is not opened.
    public @Nullable UnopenedPath findUnopened(long id) {
        for (UnopenedPath each : unopened) {
            if (each.id().value() == id) {
                return each;
            }
        }
        return null;
    }

    /// Whether there is or was a path with that number.
    public boolean wasUsed(long id) {
        return used.contains(id);
    }

    /// The connection IDs that the peer may send to on a path, opened or not; `null` if the path is
    /// forgotten.
    public @Nullable IssuedIds issuedIds(long id) {
        Path path = find(id);
        if (path != null) {
            return path.issuedIds();
        }
        UnopenedPath other = findUnopened(id);
        return other == null ? null : other.issuedIds();
    }

    /// The connection IDs that we may send to on a path, opened or not; `null` if the path is given
    /// up or forgotten.
    public @Nullable PeerIds peerIds(long id) {
        Path path = find(id);
        if (path != null) {
            return path.life().isAbandoned() ? null : path.peerIds();
        }
        UnopenedPath other = findUnopened(id);
        return other == null ? null : other.peerIds();
    }

    /// The path that a datagram to one of our IDs is for; `null` if none is open for it.
    public @Nullable Path findFor(byte[] bytes, int offset, int length) {
        if (known.contains(lastFound) && lastFound.issuedIds().contains(bytes, offset, length)) {
            return lastFound;
        }
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).issuedIds().contains(bytes, offset, length)) {
                lastFound = known.get(i);
                return lastFound;
            }
        }
        return null;
    }

    /// The path that a datagram to one of our IDs would open; `null` if there is none.
    public @Nullable UnopenedPath findUnopenedFor(byte[] bytes, int offset, int length) {
        for (int i = 0; i < unopened.size(); i++) {
            if (unopened.get(i).issuedIds().contains(bytes, offset, length)) {
                return unopened.get(i);
            }
        }
        return null;
    }

    /// Whether an ID is one that the peer may send to.
    public boolean isIssued(ConnectionId id) {
        return known.stream().anyMatch(each -> each.issuedIds().isActive(id))
                || unopened.stream().anyMatch(each -> each.issuedIds().isActive(id));
    }

    /// Whether an ID is one that we may send to on a path other than that of `than`.
    public boolean isHeldOnAnother(PeerIds than, ConnectionId id) {
        return known.stream().map(Path::peerIds).anyMatch(each -> each != than && each.isHeld(id))
                || unopened.stream()
                        .map(UnopenedPath::peerIds)
                        .anyMatch(each -> each != than && each.isHeld(id));
    }

    /// The lowest number from `id` on that no path has or had.
    public long nextUnused(long id) {
        return used.nextMissing(id);
    }

    /// A path may be opened; its number was not used.
    public void prepare(UnopenedPath path) {
        assert !used.contains(path.id().value());
        unopened.add(path);
        unopened.sort(Comparator.comparing(UnopenedPath::id));
    }

    /// A path is opened.
    public void add(Path path) {
        unopened.removeIf(each -> each.id().equals(path.id()));
        used.add(path.id().value());
        known.add(path);
        changes++;
        known.sort(Comparator.comparing(Path::id));
    }

    /// A path is given up before it was opened: its number is used up.
    public void skip(UnopenedPath path) {
        unopened.remove(path);
        used.add(path.id().value());
    }

    /// A path is forgotten.
    public void forget(Path path) {
        known.remove(path);
        changes++;
        if (lastFound == path) {
            lastFound = zero;
        }
    }

    /// The open path with the lowest number; if none is open, one that is tried; `null` if all were
    /// given up.
    public @Nullable Path lowest() {
        Path tried = null;
        for (int i = 0; i < known.size(); i++) {
            Path each = known.get(i);
            if (each.life().isOpen()) {
                return each;
            }
            if (tried == null && !each.life().isAbandoned()) {
                tried = each;
            }
        }
        return tried;
    }

    /// Whether a path other than this one is open.
    public boolean hasOtherOpen(Path than) {
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i) != than && known.get(i).life().isOpen()) {
                return true;
            }
        }
        return false;
    }

    /// Whether a path other than this one is open or tried.
    public boolean hasOther(Path than) {
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i) != than && !known.get(i).life().isAbandoned()) {
                return true;
            }
        }
        return false;
    }
}
