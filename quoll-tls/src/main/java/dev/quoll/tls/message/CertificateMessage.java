package dev.quoll.tls.message;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;
import dev.quoll.tls.extension.ExtensionBlock;
import dev.quoll.tls.extension.Extensions;

import java.util.ArrayList;
import java.util.List;

/// The sender's certificates, its own first. (The RFC calls the message Certificate; the JDK has
/// other things by that name.)
///
/// ```
/// struct {
///     opaque certificate_request_context<0..2^8-1>;
///     CertificateEntry certificate_list<0..2^24-1>;
/// } Certificate;
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2 RFC 8446, section 4.4.2
public record CertificateMessage(byte[] context, List<Entry> entries) implements HandshakeMessage {
    /// One certificate with its extensions.
    ///
    /// ```
    /// struct { opaque cert_data<1..2^24-1>; Extension extensions<0..2^16-1>; } CertificateEntry;
    /// ```
    ///
    /// @param data the certificate, DER
    public record Entry(byte[] data, Extensions extensions) {
        static Entry read(VectorReader in) throws TransportException {
            byte[] data = in.opaque24();
            if (data.length == 0) {
                throw VectorReader.decodeError("an empty certificate");
            }
            return new Entry(data, Extensions.read(in, ExtensionBlock.CERTIFICATE));
        }

        void write(VectorWriter out) {
            out.opaque24(data);
            extensions.write(out);
        }
    }

    public CertificateMessage {
        entries = List.copyOf(entries);
    }

    /// Reads the message.
    public static CertificateMessage decode(EncodedMessage message) throws TransportException {
        VectorReader in = message.body(HandshakeType.CERTIFICATE);
        byte[] context = in.opaque8();
        VectorReader list = in.vector24();
        List<Entry> entries = new ArrayList<>();
        while (!list.isEmpty()) {
            entries.add(Entry.read(list));
        }
        in.end();
        return new CertificateMessage(context, entries);
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.CERTIFICATE;
    }

    @Override
    public void writeBody(VectorWriter out) {
        out.opaque8(context).vector24(list -> entries.forEach(entry -> entry.write(list)));
    }
}
