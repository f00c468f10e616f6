package dev.quoll.relay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;

class MessageReaderTest {
    @Test
    void theWireIsAsTheDocumentSays() throws IOException {
        assertThat(new Message.Register().toBytes()).containsExactly(1, 0);
        assertThat(new Message.Absent(300).toBytes()).containsExactly(5, 2, 0x41, 0x2c);
        assertThat(first("02 05 0a 14 44b0 05")).contains(new Message.Registered(10, 20, 1200, 5));
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() throws IOException {
        assertThat(first("01 03 aabbcc")).contains(new Message.Register());
        assertThat(first("7fff 01 00")).contains(new Message.Unknown(0x3fff));
        assertThat(first("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01 4101", // a body of 257 bytes
                "05 00", // no handle
                "05 01 00", // handle 0
                "05 04 c0000000", // half a handle
                "05 08 c000000040000000", // a handle over the highest
                "03 05 0102030405", // half a key
                "02 05 0a 14 44af 05", // packets of less than 1200 bytes
                "02 05 0a 14 44b0 00", // no handle at all
            })
    void whatIsOutOfRangeIsRefused(String hex) {
        assertThatThrownBy(() -> first(hex)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aPresenceIsOneOfTwo() {
        String handle = "04 22 01 " + "00".repeat(32);

        assertThatThrownBy(() -> first(handle + "02"))
                .isInstanceOf(MalformedMessageException.class);
    }

    private static Optional<Message> first(String hex) throws IOException {
        byte[] wire = HexFormat.of().parseHex(hex.replace(" ", ""));
        return new MessageReader(new ByteArrayInputStream(wire)).next();
    }
}
