package dev.quoll.tls.schedule;

import static dev.quoll.tls.Rfc8448.hex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.Rfc8448;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

/// The key schedule of RFC 8448 §3, byte by byte.
class KeyScheduleTest {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;

    private static final byte[] CLIENT_HANDSHAKE_SECRET =
            hex(
                    "b3 ed db 12 6e 06 7f 35 a7 80 b3 ab f4 5e 2d 8f 3b 1a 95 07 38 f5 2e 96 00 74"
                            + " 6a 0e 27 a5 5a 21");
    private static final byte[] SERVER_HANDSHAKE_SECRET =
            hex(
                    "b6 7b 7d 69 0c c1 6c 4e 75 e5 42 13 cb 2d 37 b4 e9 c9 12 bc de d9 10 5d 42 be"
                            + " fd 59 d3 91 ad 38");

    private final KeySchedule schedule = new KeySchedule(SUITE);

    private static Transcript hellos() {
        return new Transcript(SUITE).add(Rfc8448.CLIENT_HELLO).add(Rfc8448.SERVER_HELLO);
    }

    private static Transcript toCertificateVerify() {
        return hellos().add(Rfc8448.ENCRYPTED_EXTENSIONS)
                .add(Rfc8448.CERTIFICATE)
                .add(Rfc8448.CERTIFICATE_VERIFY);
    }

    @Test
    void theTranscriptHashIsThatOfTheTrace() {
        assertThat(hellos().hash())
                .isEqualTo(
                        hex(
                                "86 0c 06 ed c0 78 58 ee 8e 78 f0 e7 42 8c 58 ed d6 b4 3f 2c a3 e6"
                                        + " e9 5f 02 ed 06 3c f0 e1 ca d8"));
    }

    @Test
    void theEarlySecretLeadsToTheDerivedSecretOfTheTrace() {
        assertThat(schedule.derive("derived", new Transcript(SUITE).hash()))
                .isEqualTo(
                        hex(
                                "6f 26 15 a1 08 c7 02 c5 67 8f 54 fc 9d ba b6 97 16 c0 76 18 9c 48"
                                        + " 25 0c eb ea c3 57 6c 36 11 ba"));
    }

    @Test
    void theHandshakeSecretsAreThoseOfTheTrace() {
        schedule.toHandshakeSecret(Rfc8448.SHARED_SECRET);

        assertThat(schedule.derive("c hs traffic", hellos().hash()))
                .isEqualTo(CLIENT_HANDSHAKE_SECRET);
        assertThat(schedule.derive("s hs traffic", hellos().hash()))
                .isEqualTo(SERVER_HANDSHAKE_SECRET);
        assertThat(schedule.derive("derived", new Transcript(SUITE).hash()))
                .isEqualTo(
                        hex(
                                "43 de 77 e0 c7 77 13 85 9a 94 4d b9 db 25 90 b5 31 90 a6 5b 3e e2"
                                        + " e4 f1 2d d7 a0 bb 7c e2 54 b4"));
    }

    @Test
    void theApplicationSecretsAreThoseOfTheTrace() {
        schedule.toHandshakeSecret(Rfc8448.SHARED_SECRET);
        schedule.toMasterSecret();
        byte[] hash = toCertificateVerify().add(Rfc8448.SERVER_FINISHED).hash();

        assertThat(schedule.derive("c ap traffic", hash))
                .isEqualTo(
                        hex(
                                "9e 40 64 6c e7 9a 7f 9d c0 5a f8 88 9b ce 65 52 87 5a fa 0b 06 df"
                                        + " 00 87 f7 92 eb b7 c1 75 04 a5"));
        assertThat(schedule.derive("s ap traffic", hash))
                .isEqualTo(
                        hex(
                                "a1 1a f9 f0 55 31 f8 56 ad 47 11 6b 45 a9 50 32 82 04 b4 f4 4b fb"
                                        + " 6b 3a 4b 4f 1f 3f cb 63 16 43"));
        assertThat(schedule.derive("exp master", hash))
                .isEqualTo(
                        hex(
                                "fe 22 f8 81 17 6e da 18 eb 8f 44 52 9e 67 92 c5 0c 9a 3f 89 45 2f"
                                        + " 68 d8 ae 31 1b 43 09 d3 cf 50"));
    }

    @Test
    void theResumptionSecretIsThatOfTheTrace() {
        schedule.toHandshakeSecret(Rfc8448.SHARED_SECRET);
        schedule.toMasterSecret();
        byte[] hash =
                toCertificateVerify()
                        .add(Rfc8448.SERVER_FINISHED)
                        .add(Rfc8448.CLIENT_FINISHED)
                        .hash();

        assertThat(schedule.derive("res master", hash))
                .isEqualTo(
                        hex(
                                "7d f2 35 f2 03 1d 2a 05 12 87 d0 2b 02 41 b0 bf da f8 6c c8 56 23"
                                        + " 1f 2d 5a ba 46 c4 34 ec 19 6c"));
    }

    @Test
    void theFinishedValuesAreThoseOfTheTrace() {
        assertThat(schedule.finished(SERVER_HANDSHAKE_SECRET, toCertificateVerify().hash()))
                .isEqualTo(body(Rfc8448.SERVER_FINISHED));
        assertThat(
                        schedule.finished(
                                CLIENT_HANDSHAKE_SECRET,
                                toCertificateVerify().add(Rfc8448.SERVER_FINISHED).hash()))
                .isEqualTo(body(Rfc8448.CLIENT_FINISHED));
    }

    @Test
    void nothingSecretIsPrinted() {
        assertThat(schedule).hasToString("KeySchedule[TLS_AES_128_GCM_SHA256, hidden]");
    }

    private static byte[] body(byte[] message) {
        return Arrays.copyOfRange(message, 4, message.length);
    }
}
