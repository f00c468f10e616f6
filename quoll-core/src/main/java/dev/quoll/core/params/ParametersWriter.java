package dev.quoll.core.params;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// Writes transport parameters in the order of the table.
final class ParametersWriter {
    private static final int GREASE_FACTOR = 31;
    private static final int GREASE_TERM = 27;
    private static final int MAX_GREASE_LENGTH = 16;

    private ParametersWriter() {}

    static byte[] encode(TransportParameters parameters) {
        byte[] bytes = new byte[length(parameters)];
        write(parameters, new ByteWriter(bytes));
        return bytes;
    }

    static byte[] encodeWithGrease(TransportParameters parameters, RandomGenerator random) {
        // Large numbers only, so that none of the table is hit (RFC 9000 §18.1).
        long n = random.nextLong(1L << 40, Varint.MAX_VALUE / GREASE_FACTOR - 1);
        long id = GREASE_FACTOR * n + GREASE_TERM;
        byte[] value = new byte[random.nextInt(MAX_GREASE_LENGTH + 1)];
        random.nextBytes(value);
        int greaseLength = Varint.size(id) + Varint.size(value.length) + value.length;
        byte[] bytes = new byte[length(parameters) + greaseLength];
        ByteWriter out = new ByteWriter(bytes);
        write(parameters, out);
        out.varint(id).varint(value.length).bytes(value);
        return bytes;
    }

    private static int length(TransportParameters parameters) {
        int length = 0;
        for (TransportParameter<?> parameter : TransportParameter.ALL) {
            length += length(parameters, parameter);
        }
        return length;
    }

    private static <T> int length(TransportParameters parameters, TransportParameter<T> parameter) {
        return parameters.find(parameter).map(parameter::length).orElse(0);
    }

    private static void write(TransportParameters parameters, ByteWriter out) {
        for (TransportParameter<?> parameter : TransportParameter.ALL) {
            write(parameters, parameter, out);
        }
    }

    private static <T> void write(
            TransportParameters parameters, TransportParameter<T> parameter, ByteWriter out) {
        Optional<T> value = parameters.find(parameter);
        if (value.isPresent()) {
            parameter.write(value.get(), out);
        }
    }
}
