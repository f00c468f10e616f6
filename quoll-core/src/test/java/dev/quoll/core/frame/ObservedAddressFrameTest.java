package dev.quoll.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;

/// The bytes of a report.
class ObservedAddressFrameTest {
    private final FrameReader reader = new FrameReader();

    @ParameterizedTest
    @CsvSource({
        "42, 127.0.0.1, 4242, 809f81a6 2a 7f000001 1092",
        "42, ::1, 4242, 809f81a7 2a 00000000000000000000000000000001 1092",
        "0, 203.0.113.5, 4433, 809f81a6 00 cb007105 1151"
    })
    void aReportHasTheseBytes(long number, String address, int port, String hex) throws Exception {
        ObservedAddressFrame frame =
                new ObservedAddressFrame(
                        number, new InetSocketAddress(InetAddress.getByName(address), port));

        assertThat(FrameProperties.bytesOf(frame)).isEqualTo(bytes(hex));
        assertThat(frame.length()).isEqualTo(bytes(hex).length);
        assertThat(read(hex)).isEqualTo(frame);
        assertThat(frame.isProbing() && frame.isAckEliciting()).isTrue();
    }

    /// As a socket for both families would have it.
    @Test
    void anAddressThatIsMappedIntoIpv6IsReadAsWhatItIs() throws Exception {
        assertThat(read("809f81a7 00 00000000000000000000ffffcb007105 1151"))
                .isEqualTo(
                        new ObservedAddressFrame(
                                0,
                                new InetSocketAddress(InetAddress.getByName("203.0.113.5"), 4433)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"809f81a6", "809f81a6 00 cb0071", "809f81a7 00 cb007105 1151"})
    void aReportThatIsCutIsMalformed(String hex) {
        assertThatThrownBy(() -> read(hex))
                .isInstanceOfSatisfying(
                        TransportException.class,
                        e ->
                                assertThat(e.code())
                                        .isEqualTo(TransportErrorCode.FRAME_ENCODING_ERROR.code()));
    }

    private Frame read(String hex) throws TransportException {
        byte[] bytes = bytes(hex);
        reader.reset(bytes, 0, bytes.length);
        Frame frame = reader.next();
        assertThat(reader.next()).isNull();
        return frame;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
