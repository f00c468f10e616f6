package dev.quoll.tls.ticket;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// How the values in tickets and stored sessions are written.
final class TicketFields {
    private TicketFields() {}

    static void version(VectorReader in, int version) throws TransportException {
        if (in.uint8() != version) {
            throw VectorReader.decodeError("of another version");
        }
    }

    static CipherSuite suite(VectorReader in) throws TransportException {
        return CipherSuite.ofCode(in.uint16())
                .orElseThrow(() -> VectorReader.decodeError("a cipher suite"));
    }

    static byte[] psk(VectorReader in, CipherSuite suite) throws TransportException {
        byte[] psk = in.opaque8();
        if (psk.length != suite.hashLength()) {
            throw VectorReader.decodeError("a key of " + psk.length + " bytes");
        }
        return psk;
    }

    static void instant(VectorWriter out, Instant instant) {
        long millis = instant.toEpochMilli();
        out.uint32(millis >>> 32).uint32(millis);
    }

    static Instant instant(VectorReader in) throws TransportException {
        return Instant.ofEpochMilli(in.uint32() << 32 | in.uint32());
    }

    static void text(VectorWriter out, String text) {
        out.opaque16(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(VectorReader in) throws TransportException {
        return new String(in.opaque16(), StandardCharsets.UTF_8);
    }

    /// Nothing is written as an empty vector.
    static void identity(VectorWriter out, Optional<EncodedIdentity> identity) {
        out.vector24(inside -> identity.ifPresent(some -> some.write(inside)));
    }

    static Optional<EncodedIdentity> identity(VectorReader in) throws TransportException {
        VectorReader inside = in.vector24();
        if (inside.isEmpty()) {
            return Optional.empty();
        }
        EncodedIdentity identity = EncodedIdentity.read(inside);
        inside.end();
        return Optional.of(identity);
    }
}
