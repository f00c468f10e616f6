package dev.quoll.cli.http3;

import java.util.concurrent.ThreadLocalRandom;

/// Numbers that mean nothing and never will, sent so that peers keep ignoring what they do not
/// know.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9114#section-7.2.8 RFC 9114, section 7.2.8
final class Grease {
    private static final long FIRST = 0x21;
    private static final long STEP = 0x1f;
    private static final int MOST_STEPS = 1 << 20;

    private Grease() {}

    /// Any of them, for the type of a frame or the name of a setting.
    static long number() {
        return FIRST + STEP * ThreadLocalRandom.current().nextInt(MOST_STEPS);
    }
}
