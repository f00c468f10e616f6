package dev.quoll.core.protection;

import dev.quoll.core.spi.Sealer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The keys under which an owner seals what it hands out and alone can open when it comes back: one
/// that seals, and previous ones that still open. All machines that answer for one service can
/// share them. *Immutable*; rotation makes others.
public final class SealingKeys implements Sealer {
    /// Bytes of a key.
    public static final int KEY_LENGTH = SealingKey.LENGTH;

    /// Previous keys that still open, at most.
    public static final int MAX_PREVIOUS = 7;

    private final String purpose;
    private final List<SealingKey> keys; // the one that seals first

    private SealingKeys(String purpose, List<SealingKey> keys) {
        this.purpose = purpose;
        this.keys = keys;
    }

    /// No key yet: nothing opens, and nothing can be sealed before [#rotatedTo].
    ///
    /// @param purpose in ASCII; what is sealed for another one does not open
    public static SealingKeys none(String purpose) {
        return new SealingKeys(purpose, List.of());
    }

    /// Keys that are given.
    ///
    /// @param purpose in ASCII; what is sealed for another one does not open
    /// @param current seals; [#KEY_LENGTH] random bytes, which are copied
    /// @param previous open only; at most [#MAX_PREVIOUS]
    public static SealingKeys of(String purpose, byte[] current, byte[]... previous) {
        if (previous.length > MAX_PREVIOUS) {
            throw new IllegalArgumentException(previous.length + " previous keys");
        }
        List<SealingKey> keys = new ArrayList<>(List.of(new SealingKey(purpose, current)));
        Arrays.stream(previous).map(key -> new SealingKey(purpose, key)).forEach(keys::add);
        return new SealingKeys(purpose, List.copyOf(keys));
    }

    /// Keys that seal with `next`, and open with that and those there are.
    ///
    /// @param next [#KEY_LENGTH] random bytes, which are copied
    /// @param maxPrevious how many of those there are, the newest first; at most [#MAX_PREVIOUS]
    public SealingKeys rotatedTo(byte[] next, int maxPrevious) {
        SealingKey first = new SealingKey(purpose, next);
        List<SealingKey> rotated = new ArrayList<>(List.of(first));
        keys.stream()
                .filter(key -> !key.isSameAs(first))
                .limit(Math.min(maxPrevious, MAX_PREVIOUS))
                .forEach(rotated::add);
        return new SealingKeys(purpose, List.copyOf(rotated));
    }

    /// Seals content, 56 bytes longer then.
    ///
    /// @param random makes the same content different each time
    /// @throws IllegalStateException if there is no key
    @Override
    public byte[] seal(byte[] content, RandomGenerator random) {
        if (keys.isEmpty()) {
            throw new IllegalStateException("no key to seal with");
        }
        return keys.getFirst().seal(content, random);
    }

    @Override
    public Optional<byte[]> open(byte[] sealed) {
        return keys.stream().flatMap(key -> key.open(sealed).stream()).findFirst();
    }

    @Override
    public String toString() {
        return "SealingKeys[hidden]";
    }
}
