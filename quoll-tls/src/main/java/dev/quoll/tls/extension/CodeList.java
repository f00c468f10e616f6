package dev.quoll.tls.extension;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;

import java.util.ArrayList;
import java.util.List;

/// A list of at least one two-byte number: the form that several extensions share.
final class CodeList {
    private CodeList() {}

    static List<Integer> read(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        VectorReader list = in.vector16();
        List<Integer> codes = readAll(list);
        in.end();
        return codes;
    }

    static List<Integer> readAll(VectorReader list) throws TransportException {
        List<Integer> codes = new ArrayList<>();
        do {
            codes.add(list.uint16());
        } while (!list.isEmpty());
        return codes;
    }

    static Extension write(ExtensionType type, List<Integer> codes) {
        return Extension.of(type, out -> out.vector16(list -> codes.forEach(list::uint16)));
    }
}
