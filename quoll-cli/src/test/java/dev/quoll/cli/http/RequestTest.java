package dev.quoll.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The one line of a request.
class RequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a/b",
                "GET /a/b\r\n",
                "GET /a/b\n",
                "GET /a/b HTTP/0.9\r\n",
                "GET /a/b\r\nHost: x\r\n\r\n"
            })
    void theTargetIsWhatFollowsGet(String line) throws Exception {
        assertThat(Request.read(bytes(line)).target()).isEqualTo("/a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "GET", "GET ", "GET x", "get /", "POST /", " GET /", "\0"})
    void whatIsNoRequestIsRefused(String line) {
        assertThatThrownBy(() -> Request.read(bytes(line))).isInstanceOf(BadRequestException.class);
    }

    @Test
    void aLineOfTheGreatestLengthIsRead() throws Exception {
        String target = "/" + "x".repeat(Request.MAX_LENGTH - 5);

        assertThat(Request.read(bytes("GET " + target)).target()).isEqualTo(target);
    }

    @Test
    void aLineThatIsTooLongIsNotReadToItsEnd() {
        InputStream line = bytes("x".repeat(100_000));

        assertThatThrownBy(() -> Request.read(line)).isInstanceOf(BadRequestException.class);
        assertThat(line).isNotEmpty();
    }

    @Test
    void whatIsSentIsRead() throws Exception {
        Request request = new Request("/a%20b?c");

        assertThat(Request.read(new ByteArrayInputStream(request.bytes()))).isEqualTo(request);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
