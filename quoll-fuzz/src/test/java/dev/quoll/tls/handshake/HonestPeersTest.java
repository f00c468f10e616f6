package dev.quoll.tls.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.id.Side;
import dev.quoll.tls.handshake.Machine.Outcome;
import dev.quoll.tls.message.HandshakeType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/// The targets reach the end of a handshake with an honest peer, so that the fuzzer begins there.
class HonestPeersTest {
    private static final int RAW = 0x04;

    static List<Recording> recordings() {
        return Recording.all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void anHonestServerIsBelieved(Recording recording) {
        assertThat(ClientFuzz.run(recording.forClient())).isEqualTo(Outcome.COMPLETE);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void anHonestClientIsBelieved(Recording recording) {
        assertThat(ServerFuzz.run(recording.forServer())).isEqualTo(Outcome.COMPLETE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x08, 0x10, 0x18})
    void piecesOfAnyLengthChangeNothing(int flags) {
        for (Recording recording : Recording.all()) {
            assertThat(ClientFuzz.run(flagged(recording.forClient(), flags)))
                    .isEqualTo(Outcome.COMPLETE);
        }
    }

    @Test
    void whoDoesNotMendItsProofsIsRefused() {
        for (Recording recording : Recording.all()) {
            Script script = recording.forClient();
            List<Script.Step> steps = new ArrayList<>(script.steps());
            byte[] changed = steps.get(1).bytes().clone();
            changed[changed.length - 1] ^= 1;
            steps.set(1, new Script.Step(steps.get(1).flags() | RAW, changed));

            assertThat(ClientFuzz.run(new Script(script.choice(), steps)))
                    .isNotEqualTo(Outcome.COMPLETE);
        }
    }

    @Test
    void aScriptIsReadAsItIsWritten() {
        Script script = Recording.all().getFirst().forClient();

        Script read = Script.read(script.write());

        assertThat(read).usingRecursiveComparison().isEqualTo(script);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void anIdentityWithItsProofIsBelieved(Recording recording) {
        for (Side side : Side.values()) {
            Seeds.identity(recording, side)
                    .ifPresent(
                            messages ->
                                    assertThat(
                                                    CertificatesFuzz.look(
                                                            Seeds.whoSees(recording, side),
                                                            messages))
                                            .isEqualTo(shows(messages)));
        }
    }

    /// A client without a certificate shows an empty list.
    private static boolean shows(List<byte[]> messages) {
        return messages.getFirst()[0] == HandshakeType.CERTIFICATE.code()
                && messages.getFirst().length > 8;
    }

    private static Script flagged(Script script, int flags) {
        return new Script(
                script.choice(),
                script.steps().stream()
                        .map(step -> new Script.Step(step.flags() | flags, step.bytes()))
                        .toList());
    }
}
