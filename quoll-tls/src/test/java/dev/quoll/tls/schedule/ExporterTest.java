package dev.quoll.tls.schedule;

import static dev.quoll.tls.Rfc8448.hex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.Rfc8448Retry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

/// Keys exported from the secret of a trace, as OpenSSL's TLS13-KDF makes them.
class ExporterTest {
    private static final byte[] CONTEXT = "context".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_CONTEXT = {};

    private final Exporter exporter =
            new Exporter(CipherSuite.TLS_AES_128_GCM_SHA256, Rfc8448Retry.EXPORTER_SECRET.clone());

    @Test
    void keysDependOnLabelContextAndLength() {
        assertThat(exporter.export("EXPERIMENTAL label", CONTEXT, 48))
                .isEqualTo(
                        hex(
                                "8c eb d8 56 a2 3f c7 90 24 f2 73 b7 9d f3 bb 0a dd b1 af cd 3d fa"
                                    + " a1 cd 4a 6d b1 dc c9 0c 44 c5 d8 a6 15 b8 5f 29 2d 25 83 d7"
                                    + " c0 95 2c f9 d0 38"));
        assertThat(exporter.export("EXPERIMENTAL label", NO_CONTEXT, 32))
                .isEqualTo(
                        hex(
                                "13 73 9d e5 f1 68 ef 84 8f f1 6e 26 b9 51 f9 f3 55 60 d5 ec 7d 86"
                                        + " 8a 29 88 5b 7d 29 8e 36 c6 bf"));
        assertThat(exporter.export("EXPERIMENTAL other", NO_CONTEXT, 32))
                .isNotEqualTo(exporter.export("EXPERIMENTAL label", NO_CONTEXT, 32));
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_AES_128_GCM_SHA256, 8160",
        "TLS_AES_256_GCM_SHA384, 12240",
        "TLS_CHACHA20_POLY1305_SHA256, 8160"
    })
    void asMuchAs255HashesCanBeExportedAndNoMore(CipherSuite suite, int limit) {
        Exporter some = new Exporter(suite, new byte[suite.hashLength()]);

        assertThat(some.export("label", CONTEXT, limit)).hasSize(limit);
        assertThatThrownBy(() -> some.export("label", CONTEXT, limit + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("" + limit);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void noOtherLengthIsExported(int length) {
        assertThatThrownBy(() -> exporter.export("label", CONTEXT, length))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLabelIsAsciiAndFitsItsField() {
        assertThat(exporter.export("x".repeat(Exporter.MAX_LABEL_LENGTH), CONTEXT, 1)).hasSize(1);
        for (String label :
                new String[] {"", "x".repeat(Exporter.MAX_LABEL_LENGTH + 1), "l\u00e4bel"}) {
            assertThatThrownBy(() -> exporter.export(label, CONTEXT, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void nothingSecretIsPrinted() {
        assertThat(exporter).hasToString("Exporter[TLS_AES_128_GCM_SHA256, hidden]");
    }
}
