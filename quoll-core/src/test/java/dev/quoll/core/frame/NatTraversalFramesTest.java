package dev.quoll.core.frame;

import static dev.quoll.core.event.NatTraversalVariant.DRAFT;
import static dev.quoll.core.event.NatTraversalVariant.IROH;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;

/// The bytes of the frames of NAT traversal.
class NatTraversalFramesTest {
    private final FrameReader reader = new FrameReader();

    static List<Arguments> frames() {
        return List.of(
                Arguments.of(
                        new AddAddressFrame(IROH, 42, at("127.0.0.1", 4242)),
                        "803d7f90 2a 7f000001 1092"),
                Arguments.of(
                        new AddAddressFrame(IROH, 42, at("::1", 4242)),
                        "803d7f91 2a 00000000000000000000000000000001 1092"),
                Arguments.of(
                        new AddAddressFrame(IROH, 0, at("192.0.2.1", 443)),
                        "803d7f90 00 c0000201 01bb"),
                Arguments.of(
                        new ReachOutFrame(1, at("198.51.100.7", 50_000)),
                        "803d7f92 01 c6336407 c350"),
                Arguments.of(
                        new ReachOutFrame(42, at("::1", 4242)),
                        "803d7f93 2a 00000000000000000000000000000001 1092"),
                Arguments.of(new RemoveAddressFrame(IROH, 10), "803d7f94 0a"),
                Arguments.of(
                        new AddAddressFrame(DRAFT, 0, at("192.0.2.1", 443)),
                        "803d7e90 00 c0000201 01bb"),
                Arguments.of(
                        new AddAddressFrame(DRAFT, 42, at("::1", 4242)),
                        "803d7e91 2a 00000000000000000000000000000001 1092"),
                Arguments.of(
                        new PunchMeNowFrame(1, 0, at("198.51.100.7", 50_000)),
                        "803d7e92 01 00 c6336407 c350"),
                Arguments.of(
                        new PunchMeNowFrame(42, 300, at("::1", 4242)),
                        "803d7e93 2a 412c 00000000000000000000000000000001 1092"),
                Arguments.of(new RemoveAddressFrame(DRAFT, 10), "803d7e94 0a"));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void aFrameHasTheseBytes(Frame frame, String hex) throws Exception {
        reader.readNatTraversal(IROH);
        reader.readNatTraversal(DRAFT);
        assertThat(FrameProperties.bytesOf(frame)).isEqualTo(bytes(hex));
        assertThat(frame.length()).isEqualTo(bytes(hex).length);
        assertThat(read(hex)).isEqualTo(frame);
        assertThat(frame.isAckEliciting()).isTrue();
        assertThat(frame.isProbing()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void unlessNegotiatedTheTypesAreUnknown(NatTraversalFrame frame, String hex) {
        reader.readNatTraversal(frame.variant() == IROH ? DRAFT : IROH);
        assertMalformed(hex);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "803d7f90 2a 7f000001",
                "803d7f91 00 7f000001 1092",
                "803d7f94",
                "803d7e92 01 c6336407 c350",
                "803d7e94"
            })
    void aFrameThatIsCutIsMalformed(String hex) {
        reader.readNatTraversal(IROH);
        reader.readNatTraversal(DRAFT);
        assertMalformed(hex);
    }

    private void assertMalformed(String hex) {
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
        return reader.next();
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(address, port);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
