package dev.quoll.relay.client;

import dev.quoll.relay.Presence;
import dev.quoll.relay.wire.MalformedMessageException;
import dev.quoll.udp.CarrierAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Whom we write to and who writes to us, with the handles that stand for them in the present
/// registration. *Confined* to the lock of its [Exchange].
final class Correspondents {
    /// So many are remembered; the one that was not used for longest is forgotten.
    static final int MOST = 1024;

    /// Packets with a handle that nobody has told us yet.
    static final int MOST_STRANGE = 32;

    private static final long NONE = 0; // handles count from 1

    /// One of them.
    private static final class Correspondent {
        private final HeldPackets held = new HeldPackets();
        private long handle = NONE;
        private boolean isAsked;
        private @Nullable Presence presence;
    }

    /// A packet with its handle.
    private record Strange(long handle, byte[] datagram) {}

    private final LinkedHashMap<CarrierAddress, Correspondent> known =
            new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, CarrierAddress> byHandle = new HashMap<>();
    private final List<Strange> strange = new ArrayList<>();
    private int maxHandles;
    private long lost;

    /// Nothing that a handle stood for counts any more.
    void onNewRegistration(int handles) {
        maxHandles = handles;
        byHandle.clear();
        strange.clear();
        for (Correspondent each : known.values()) {
            each.handle = NONE;
            each.isAsked = false;
            each.presence = null;
        }
    }

    /// The handle to send to; empty if there is none yet.
    OptionalLong handle(CarrierAddress to) {
        Correspondent found = find(to);
        return found.handle == NONE ? OptionalLong.empty() : OptionalLong.of(found.handle);
    }

    /// Keeps a packet until there is a handle.
    void hold(CarrierAddress to, byte[] bytes, int offset, int length) {
        if (find(to).held.add(bytes, offset, length)) {
            lost++;
        }
    }

    /// Whether the relay is to be asked for a handle now.
    boolean beginsToAsk(CarrierAddress to) {
        Correspondent found = find(to);
        boolean begins = !found.isAsked && found.handle == NONE;
        found.isAsked |= begins;
        return begins;
    }

    /// It could not be asked.
    void onNotAsked(CarrierAddress to) {
        find(to).isAsked = false;
    }

    /// Everybody for whom something is held.
    List<CarrierAddress> waitedFor() {
        return known.entrySet().stream()
                .filter(entry -> !entry.getValue().held.isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The relay has told whom a handle stands for.
    ///
    /// @return the packets that waited for that
    /// @throws MalformedMessageException if it gives more handles than it said
    List<byte[]> onHandle(long handle, CarrierAddress peer, Presence presence)
            throws MalformedMessageException {
        Correspondent found = find(peer);
        if (found.handle != handle) {
            if (byHandle.size() >= maxHandles) {
                throw new MalformedMessageException("more handles than there may be");
            }
            byHandle.remove(found.handle);
            byHandle.put(handle, peer);
        }
        found.handle = handle;
        found.isAsked = false;
        found.presence = presence;
        return found.held.takeAll();
    }

    /// A handle stands for nobody any more.
    void onWithdrawn(long handle) {
        CarrierAddress peer = byHandle.remove(handle);
        Correspondent found = peer == null ? null : known.get(peer);
        if (found != null && found.handle == handle) {
            found.handle = NONE;
        }
    }

    /// Nobody is there.
    void onAbsent(long handle) {
        CarrierAddress peer = byHandle.get(handle);
        if (peer != null) {
            find(peer).presence = Presence.ABSENT;
        }
    }

    /// Who sends under a handle; empty if that is not known.
    Optional<CarrierAddress> sender(long handle) {
        return Optional.ofNullable(byHandle.get(handle));
    }

    /// Keeps a datagram of somebody who is not known yet.
    void holdStrange(long handle, byte[] datagram) {
        if (strange.size() == MOST_STRANGE) {
            strange.removeFirst();
            lost++;
        }
        strange.add(new Strange(handle, datagram));
    }

    /// The datagrams that came with a handle before it was known.
    List<byte[]> takeStrange(long handle) {
        List<byte[]> found =
                strange.stream()
                        .filter(each -> each.handle == handle)
                        .map(Strange::datagram)
                        .toList();
        strange.removeIf(each -> each.handle == handle);
        return found;
    }

    /// What the relay said last about a peer in this registration; empty if nothing.
    Optional<Presence> presence(CarrierAddress peer) {
        return Optional.ofNullable(find(peer).presence);
    }

    /// Forgets it, to be told again.
    void forgetPresence(CarrierAddress peer) {
        find(peer).presence = null;
    }

    /// Packets that were not kept long enough.
    long lost() {
        return lost;
    }

    int count() {
        return known.size();
    }

    private Correspondent find(CarrierAddress peer) {
        Correspondent found = known.get(peer);
        if (found == null) {
            found = new Correspondent();
            known.put(peer, found);
            forgetEldest();
        }
        return found;
    }

    private void forgetEldest() {
        if (known.size() > MOST) {
            Correspondent eldest = known.pollFirstEntry().getValue();
            byHandle.remove(eldest.handle);
            lost += eldest.held.takeAll().size();
        }
    }
}
