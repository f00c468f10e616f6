package dev.quoll.cli.http3;

import java.util.Set;

/// The types of HTTP/3's frames.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9114#section-7.2 RFC 9114, section 7.2
final class FrameType {
    static final long DATA = 0x00;
    static final long HEADERS = 0x01;
    static final long CANCEL_PUSH = 0x03;
    static final long SETTINGS = 0x04;
    static final long PUSH_PROMISE = 0x05;
    static final long GOAWAY = 0x07;
    static final long MAX_PUSH_ID = 0x0d;

    /// What HTTP/2 had and HTTP/3 has not.
    private static final Set<Long> OF_HTTP_2 = Set.of(0x02L, 0x06L, 0x08L, 0x09L);

    private static final Set<Long> KNOWN =
            Set.of(DATA, HEADERS, CANCEL_PUSH, SETTINGS, PUSH_PROMISE, GOAWAY, MAX_PUSH_ID);

    private FrameType() {}

    /// Whether a frame of this type has no meaning here and is skipped wherever it comes.
    static boolean isUnknown(long type) {
        return !KNOWN.contains(type) && !OF_HTTP_2.contains(type);
    }
}
