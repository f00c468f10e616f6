package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TlsAlert;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/// What a client does when the server's EncryptedExtensions do not answer what it asked for.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-8 RFC 9001, section 8
class HostileServerAnswersTest {
    private static final byte ENCRYPTED_EXTENSIONS = 8;
    private static final short ALPN = 16;
    private static final short TRANSPORT_PARAMETERS = 57;
    private static final short TRANSPORT_PARAMETERS_OF_DRAFTS = (short) 0xffa5;

    private final Encounter encounter = new Encounter();

    /// An extension as it is on the wire.
    private record Extension(short type, byte[] data) {
        private static final Extension NONE = new Extension((short) 0, new byte[0]);

        static Extension read(ByteBuffer in) {
            short type = in.getShort();
            byte[] data = new byte[in.getShort()];
            in.get(data);
            return new Extension(type, data);
        }

        void write(ByteBuffer out) {
            if (this != NONE) {
                out.putShort(type).putShort((short) data.length).put(data);
            }
        }
    }

    @Test
    void anHonestAnswerIsTaken() {
        answers(UnaryOperator.identity());
        encounter.goesOn();
    }

    @Test
    void aProtocolThatWasNotOfferedIsRefused() { // RFC 9001 §8.1
        byte[] another = "\0\u0006\u0005other".getBytes(StandardCharsets.ISO_8859_1);
        answers(each -> each.type() == ALPN ? new Extension(ALPN, another) : each);
        encounter.closesWith(TlsAlert.NO_APPLICATION_PROTOCOL);
    }

    @Test
    void noProtocolIsRefused() { // RFC 9001 §8.1
        answers(each -> each.type() == ALPN ? Extension.NONE : each);
        encounter.closesWith(TlsAlert.NO_APPLICATION_PROTOCOL);
    }

    @Test
    void noTransportParametersAreRefused() { // RFC 9001 §8.2
        answers(each -> each.type() == TRANSPORT_PARAMETERS ? Extension.NONE : each);
        encounter.closesWith(TlsAlert.MISSING_EXTENSION);
    }

    @Test
    void transportParametersByTheirNumberOfOldAreRefused() { // RFC 8446 §4.2
        answers(
                each ->
                        each.type() == TRANSPORT_PARAMETERS
                                ? new Extension(TRANSPORT_PARAMETERS_OF_DRAFTS, each.data())
                                : each);
        encounter.closesWith(TlsAlert.UNSUPPORTED_EXTENSION);
    }

    private void answers(UnaryOperator<Extension> change) {
        encounter.server().changeFlight(flight -> changed(flight, change));
    }

    /// The flight with other extensions in its first message.
    private static byte[] changed(byte[] flight, UnaryOperator<Extension> change) {
        ByteBuffer in = ByteBuffer.wrap(flight);
        int head = in.getInt();
        assertThat((byte) (head >>> 24)).isEqualTo(ENCRYPTED_EXTENSIONS);
        ByteBuffer out = ByteBuffer.allocate(2 * flight.length).position(4 + 2);
        int end = in.getShort() + in.position();
        while (in.position() < end) {
            change.apply(Extension.read(in)).write(out);
        }
        out.putInt(0, ENCRYPTED_EXTENSIONS << 24 | out.position() - 4);
        out.putShort(4, (short) (out.position() - 4 - 2));
        out.put(in);
        return Arrays.copyOf(out.array(), out.position());
    }
}
