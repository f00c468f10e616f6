package dev.quoll.tls.extension;

import dev.quoll.tls.parameter.GreasePolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Values without a meaning that a client offers beside its own, so that servers stay used to
/// ignoring what they do not know. A server may not choose or answer any of them. *Immutable*. What
/// servers may add to their own messages is drawn by itself.
///
/// @param suites go before the cipher suites
/// @param groups go before the groups
/// @param shares go before the key shares; of the groups
/// @param versions go before the versions
/// @param schemes go before the signature schemes
/// @param first go before the extensions
/// @param last go behind the extensions
/// @spec https://www.rfc-editor.org/rfc/rfc8701#section-3.1 RFC 8701, section 3.1
/// @spec https://www.rfc-editor.org/rfc/rfc8701#section-4.1 RFC 8701, section 4.1
public record Grease(
        List<Integer> suites,
        List<Integer> groups,
        List<KeyShareEntry> shares,
        List<Integer> versions,
        List<Integer> schemes,
        List<Extension> first,
        List<Extension> last) {
    private static final Grease NONE =
            new Grease(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    private static final int COUNT = 16;
    private static final int FIRST = 0x0a0a;
    private static final int STEP = 0x1010;
    private static final byte[] NOTHING = {};

    /// Draws values for one connection.
    public static Grease choose(GreasePolicy policy, RandomGenerator random) {
        return switch (policy) {
            case OMIT -> NONE;
            case SEND -> choose(random);
        };
    }

    private static Grease choose(RandomGenerator random) {
        int group = value(random.nextInt(COUNT));
        int index = random.nextInt(COUNT);
        int otherIndex = (index + 1 + random.nextInt(COUNT - 1)) % COUNT; // never the same
        return new Grease(
                List.of(value(random.nextInt(COUNT))),
                List.of(group),
                List.of(new KeyShareEntry(group, new byte[1])),
                List.of(value(random.nextInt(COUNT))),
                List.of(value(random.nextInt(COUNT))),
                List.of(new Extension(value(index), NOTHING)),
                List.of(new Extension(value(otherIndex), new byte[1])));
    }

    /// Draws an extension for a server's message; none if the policy says so.
    public static List<Extension> extension(GreasePolicy policy, RandomGenerator random) {
        return draw(policy, random).map(type -> new Extension(type, NOTHING)).stream().toList();
    }

    /// Draws a signature scheme for a server's request; none if the policy says so.
    public static List<Integer> scheme(GreasePolicy policy, RandomGenerator random) {
        return draw(policy, random).stream().toList();
    }

    private static Optional<Integer> draw(GreasePolicy policy, RandomGenerator random) {
        return switch (policy) {
            case OMIT -> Optional.empty();
            case SEND -> Optional.of(value(random.nextInt(COUNT)));
        };
    }

    private static int value(int index) {
        return FIRST + index * STEP;
    }

    /// Whether a number is one of those that will never have a meaning.
    public static boolean has(int code) {
        return code % STEP == FIRST % STEP && code <= value(COUNT - 1) && code >= FIRST;
    }

    /// The one list before the other.
    public static <T> List<T> join(List<T> before, List<T> behind) {
        List<T> joined = new ArrayList<>(before);
        joined.addAll(behind);
        return joined;
    }
}
