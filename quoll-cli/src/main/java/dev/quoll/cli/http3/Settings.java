package dev.quoll.cli.http3;

import static dev.quoll.cli.http3.ErrorCode.H3_FRAME_ERROR;
import static dev.quoll.cli.http3.ErrorCode.H3_SETTINGS_ERROR;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/// What a side says of itself at the beginning. *Immutable*.
///
/// Of the peer's settings only the longest field section matters here: its dynamic table is never
/// used, and there are no extensions.
///
/// @param maxFieldSectionSize the longest field section it takes, decoded, in bytes
/// @spec https://www.rfc-editor.org/rfc/rfc9114#section-7.2.4 RFC 9114, section 7.2.4: SETTINGS
record Settings(long maxFieldSectionSize) {
    /// The longest SETTINGS payload that is read.
    static final int MAX_LENGTH = 1 << 12;

    static final long MAX_FIELD_SECTION_SIZE = 0x06;

    /// What HTTP/2 had and HTTP/3 has not.
    private static final Set<Long> OF_HTTP_2 = Set.of(0x02L, 0x03L, 0x04L, 0x05L);

    /// Reads a payload of at most [#MAX_LENGTH] bytes.
    static Settings read(byte[] payload) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(payload);
        Set<Long> seen = new HashSet<>();
        long size = Varint.MAX; // RFC 9114 §7.2.4.1: no limit unless set
        while (in.available() > 0) {
            long name = number(in);
            long value = number(in);
            if (OF_HTTP_2.contains(name)) { // RFC 9114 §7.2.4.1
                throw error("the setting " + name + " of HTTP/2");
            }
            if (!seen.add(name)) { // RFC 9114 §7.2.4
                throw error("the setting " + name + " twice");
            }
            size = name == MAX_FIELD_SECTION_SIZE ? value : size; // RFC 9114 §7.2.4.1: no others
        }
        return new Settings(size);
    }

    /// The payload, with a setting that means nothing.
    byte[] payload() {
        return FrameWriter.numbers(
                MAX_FIELD_SECTION_SIZE, maxFieldSectionSize, Grease.number(), Grease.number());
    }

    private static long number(ByteArrayInputStream in) throws IOException {
        try {
            OptionalLong number = Varint.read(in);
            return number.orElseThrow(EOFException::new);
        } catch (EOFException e) {
            throw Http3Exception.ofConnection(H3_FRAME_ERROR, "SETTINGS are cut off");
        }
    }

    private static Http3Exception error(String message) {
        return Http3Exception.ofConnection(H3_SETTINGS_ERROR, message);
    }
}
