package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TlsAlert;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/// What a client does when the server's EncryptedExtensions do not answer what it asked for.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-8 RFC 9001, section 8
class HostileServerAnswersTest {
    private static final int ENCRYPTED_EXTENSIONS = 8;
    private static final int ALPN = 16;
    private static final int TRANSPORT_PARAMETERS = 57;
    private static final int TRANSPORT_PARAMETERS_OF_DRAFTS = 0xffa5;

    private final Encounter encounter = new Encounter();

    @Test
    void anHonestAnswerIsTaken() {
        answers(UnaryOperator.identity());
        encounter.goesOn();
    }

    @Test
    void aProtocolThatWasNotOfferedIsRefused() { // RFC 9001 §8.1
        byte[] another = "\0\u0006\u0005other".getBytes(StandardCharsets.ISO_8859_1);
        answers(all -> all.with(ALPN, another));
        encounter.closesWith(TlsAlert.NO_APPLICATION_PROTOCOL);
    }

    @Test
    void noProtocolIsRefused() { // RFC 9001 §8.1
        answers(all -> all.without(ALPN));
        encounter.closesWith(TlsAlert.NO_APPLICATION_PROTOCOL);
    }

    @Test
    void noTransportParametersAreRefused() { // RFC 9001 §8.2
        answers(all -> all.without(TRANSPORT_PARAMETERS));
        encounter.closesWith(TlsAlert.MISSING_EXTENSION);
    }

    @Test
    void transportParametersByTheirNumberOfOldAreRefused() { // RFC 8446 §4.2
        answers(all -> all.renamed(TRANSPORT_PARAMETERS, TRANSPORT_PARAMETERS_OF_DRAFTS));
        encounter.closesWith(TlsAlert.UNSUPPORTED_EXTENSION);
    }

    private void answers(UnaryOperator<RawExtensions> change) {
        encounter.server().changeFlight(flight -> changed(flight, change));
    }

    /// The flight with other extensions in its first message.
    private static byte[] changed(byte[] flight, UnaryOperator<RawExtensions> change) {
        ByteBuffer in = ByteBuffer.wrap(flight);
        assertThat(in.getInt() >>> 24).isEqualTo(ENCRYPTED_EXTENSIONS);
        byte[] extensions = change.apply(RawExtensions.read(in)).encode();
        return ByteBuffer.allocate(Integer.BYTES + extensions.length + in.remaining())
                .putInt(ENCRYPTED_EXTENSIONS << 24 | extensions.length)
                .put(extensions)
                .put(in)
                .array();
    }
}
