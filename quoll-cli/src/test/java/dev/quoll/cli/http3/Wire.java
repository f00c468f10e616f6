package dev.quoll.cli.http3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// Bytes as a peer would send them. *Confined*.
final class Wire {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// A number.
    Wire number(long value) throws IOException {
        Varint.write(out, value);
        return this;
    }

    /// A frame.
    Wire frame(long type, byte[] payload) throws IOException {
        FrameWriter.write(out, type, payload);
        return this;
    }

    /// A frame with numbers in it.
    Wire frame(long type, long... numbers) throws IOException {
        return frame(type, FrameWriter.numbers(numbers));
    }

    /// HEADERS with literal names and values, whatever they are.
    Wire headers(String... namesAndValues) throws IOException {
        return frame(FrameType.HEADERS, Fields.literal(namesAndValues));
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    InputStream in() {
        return new ByteArrayInputStream(bytes());
    }

    /// It fails with this error.
    static void assertError(ErrorCode code, Http3Exception.Scope scope, ThrowingCallable call) {
        Http3Exception thrown = catchThrowableOfType(Http3Exception.class, call);
        assertThat(thrown).as("expected " + code).isNotNull();
        assertThat(thrown.code()).isEqualTo(code);
        assertThat(thrown.scope()).isEqualTo(scope);
    }
}
