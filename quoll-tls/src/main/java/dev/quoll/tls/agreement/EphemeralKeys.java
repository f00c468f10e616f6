package dev.quoll.tls.agreement;

import org.jspecify.annotations.Nullable;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

import javax.security.auth.DestroyFailedException;

/// Where the key pairs of key shares come from. Each pair is given out once and then forgotten
/// here, so that no two handshakes share one; some may be made before anybody needs them.
/// *Thread-safe*.
///
/// A kind of pair is made beforehand once it has been asked for: a server does not prepare for
/// groups that no client wants.
public final class EphemeralKeys {
    /// The most pairs of a kind that can be kept ready.
    public static final int MAX_READY = 1024;

    private final SecureRandom random;
    private final int wanted;
    private final Map<KeyPairKind, Queue<KeyPair>> ready = new EnumMap<>(KeyPairKind.class);

    /// @param wanted pairs of each kind to be kept ready, 0 to [#MAX_READY]
    public EphemeralKeys(SecureRandom random, int wanted) {
        if (wanted < 0 || wanted > MAX_READY) {
            throw new IllegalArgumentException(wanted + " key pairs to be kept ready");
        }
        this.random = random;
        this.wanted = wanted;
    }

    /// Makes every pair when it is asked for.
    public static EphemeralKeys onDemand(SecureRandom random) {
        return new EphemeralKeys(random, 0);
    }

    /// Where all randomness comes from.
    SecureRandom random() {
        return random;
    }

    /// A pair that nobody else has. This is public-key work unless one is ready.
    KeyPair next(KeyPairKind kind) {
        KeyPair pair = takeReady(kind);
        return pair == null ? kind.generate(random) : pair;
    }

    private synchronized @Nullable KeyPair takeReady(KeyPairKind kind) {
        return ready.computeIfAbsent(kind, _ -> new ArrayDeque<>()).poll();
    }

    /// Makes one pair of a kind that is short of pairs. This is public-key work.
    ///
    /// @return false if none is
    public boolean prepare() {
        Optional<KeyPairKind> due = due();
        due.ifPresent(kind -> keep(kind, kind.generate(random)));
        return due.isPresent();
    }

    private synchronized Optional<KeyPairKind> due() {
        return ready.entrySet().stream()
                .filter(kind -> kind.getValue().size() < wanted)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// Somebody else may have been quicker, or all may have been forgotten meanwhile.
    private synchronized void keep(KeyPairKind kind, KeyPair pair) {
        Queue<KeyPair> kept = ready.get(kind);
        if (kept != null && kept.size() < wanted) {
            kept.add(pair);
        } else {
            destroy(pair);
        }
    }

    /// Destroys all pairs that are ready; none is made beforehand until somebody asks for one.
    public synchronized void forget() {
        ready.values().forEach(kept -> kept.forEach(EphemeralKeys::destroy));
        ready.clear();
    }

    /// Overwrites the private key where its provider can; the JDK's cannot.
    static void destroy(KeyPair pair) {
        try {
            pair.getPrivate().destroy();
        } catch (DestroyFailedException _) {
            return; // left to the garbage collector
        }
    }

    @Override
    public String toString() {
        return "EphemeralKeys[hidden]";
    }
}
