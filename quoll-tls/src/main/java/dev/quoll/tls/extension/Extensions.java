package dev.quoll.tls.extension;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The extensions of one message, in order; no type occurs twice and none in a message it has no
/// place in.
///
/// ```
/// Extension extensions<0..2^16-1>;
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2 RFC 8446, section 4.2
public record Extensions(List<Extension> entries) {
    /// No extensions.
    public static final Extensions NONE = new Extensions(List.of());

    public Extensions {
        entries = List.copyOf(entries);
    }

    /// These extensions, in this order.
    public static Extensions of(Extension... entries) {
        return new Extensions(List.of(entries));
    }

    /// Reads the list that stands in `block`.
    public static Extensions read(VectorReader in, ExtensionBlock block) throws TransportException {
        VectorReader list = in.vector16();
        List<Extension> entries = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        while (!list.isEmpty()) {
            Extension entry = new Extension(list.uint16(), list.opaque16());
            if (!seen.add(entry.type())) { // RFC 8446 §4.2
                throw illegal("extension " + entry.type() + " twice in " + block);
            }
            checkPlace(entry, block);
            entries.add(entry);
        }
        return new Extensions(entries);
    }

    private static void checkPlace(Extension entry, ExtensionBlock block)
            throws TransportException {
        Optional<ExtensionType> known = ExtensionType.ofCode(entry.type());
        if (known.isPresent() && !known.get().mayOccurIn(block)) { // RFC 8446 §4.2
            throw illegal("extension " + known.get() + " in " + block);
        }
    }

    /// Writes the list.
    public void write(VectorWriter out) {
        out.vector16(list -> entries.forEach(e -> list.uint16(e.type()).opaque16(e.data())));
    }

    /// These extensions but for those of `types`, in the same order.
    public Extensions without(ExtensionType... types) {
        Set<Integer> dropped =
                Stream.of(types).map(ExtensionType::code).collect(Collectors.toSet());
        return new Extensions(
                entries.stream().filter(entry -> !dropped.contains(entry.type())).toList());
    }

    /// Whether `other` has the same extensions with the same content in the same order.
    public boolean isSameAs(Extensions other) {
        return Arrays.equals(encode(), other.encode());
    }

    private byte[] encode() {
        VectorWriter out = new VectorWriter();
        write(out);
        return out.toBytes();
    }

    /// The extension of this type, if there is one.
    public Optional<Extension> find(ExtensionType type) {
        return entries.stream().filter(e -> e.type() == type.code()).findFirst();
    }

    /// The extension of this type.
    ///
    /// @throws TransportException missing_extension if there is none (RFC 8446 §9.2)
    public Extension require(ExtensionType type) throws TransportException {
        return find(type)
                .orElseThrow(
                        () ->
                                TransportException.crypto(
                                        TlsAlert.MISSING_EXTENSION, "no extension " + type));
    }

    /// Whether the list ends with this type, or does not have it.
    public boolean isLastIfPresent(ExtensionType type) {
        return find(type).isEmpty() || entries.getLast().type() == type.code();
    }

    /// Checks that everything here answers something in `offer`.
    ///
    /// @throws TransportException unsupported_extension if not (RFC 8446 §4.2)
    public void checkSolicitedBy(Extensions offer) throws TransportException {
        for (Extension entry : entries) {
            if (Grease.has(entry.type()) // RFC 8701 §3.1
                    || offer.entries.stream().noneMatch(e -> e.type() == entry.type())) {
                throw TransportException.crypto(
                        TlsAlert.UNSUPPORTED_EXTENSION,
                        "extension " + entry.type() + " was not asked for");
            }
        }
    }

    private static TransportException illegal(String reason) {
        return TransportException.crypto(TlsAlert.ILLEGAL_PARAMETER, reason);
    }
}
