package dev.quoll.core.params;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

import java.util.ArrayList;
import java.util.List;

/// A [VersionInformation].
///
/// ```
/// Version Information { Chosen Version (32), Available Version (32) ... }
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc9368#section-3 RFC 9368, section 3
enum VersionInformationCodec implements ParameterCodec<VersionInformation> {
    INSTANCE;

    @Override
    public VersionInformation read(ByteReader in) throws TransportException {
        int chosen = readVersion(in);
        List<Integer> available = new ArrayList<>(in.remaining() / Integer.BYTES);
        while (in.hasRemaining()) {
            available.add(readVersion(in));
        }
        return new VersionInformation(chosen, available);
    }

    private static int readVersion(ByteReader in) throws TransportException {
        int version = (int) in.uint32();
        if (version == 0) { // RFC 9368 §4
            throw new TransportException(
                    TransportErrorCode.TRANSPORT_PARAMETER_ERROR, "version 0 is none");
        }
        return version;
    }

    @Override
    public int length(VersionInformation value) {
        return Integer.BYTES * (1 + value.available().size());
    }

    @Override
    public void write(VersionInformation value, ByteWriter out) {
        out.uint32(value.chosen());
        for (int version : value.available()) {
            out.uint32(version);
        }
    }
}
