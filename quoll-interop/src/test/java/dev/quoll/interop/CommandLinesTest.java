package dev.quoll.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

class CommandLinesTest {
    private static final Workplace WORKPLACE = new Workplace(Path.of("m"), Path.of("cache"));
    private static final Program QUOLL = new Program("quoll", List.of("./quoll", "perf"));
    private static final Program PEER = new Program("quinn", List.of("quinn"));
    private static final String ADDRESS = "127.0.0.1:9";

    @Test
    void theCommandLineIsTheOneOfTheReadme() {
        assertThat(server(PEER, Case.HANDSHAKE))
                .isEqualTo(
                        "quinn server --listen 127.0.0.1:9 --cert m/target/certificates/p256.pem"
                                + " --key m/target/certificates/p256.key --json");
        assertThat(client(QUOLL, Case.STREAMS))
                .isEqualTo(
                        "./quoll perf client 127.0.0.1:9 --server-name localhost"
                                + " --ca m/target/certificates/ca.pem --mode streams"
                                + " --bytes 10000 --streams 100 --json");
    }

    @Test
    void onlyOurSideChoosesTheCipherSuite() {
        assertThat(client(QUOLL, Case.CHACHA20)).contains("--cipher TLS_CHACHA20_POLY1305_SHA256");
        assertThat(server(PEER, Case.CHACHA20)).doesNotContain("--cipher");
    }

    @Test
    void onlyTheServerChoosesTheGroup() {
        assertThat(server(PEER, Case.HRR_P384)).contains("--groups secp384r1");
        assertThat(client(QUOLL, Case.HRR_P384)).doesNotContain("--groups");
    }

    @Test
    void aServerAsksForTheCertificateThatTheClientIsGiven() {
        assertThat(server(PEER, Case.CLIENT_AUTH))
                .contains("--client-ca m/target/certificates/ca.pem");
        assertThat(client(QUOLL, Case.CLIENT_AUTH))
                .contains("--client-cert m/target/certificates/client.pem")
                .contains("--client-key m/target/certificates/client.key");
        assertThat(client(QUOLL, Case.CLIENT_AUTH_ABSENT)).doesNotContain("--client-cert");
    }

    @Test
    void aServerPrefersAnotherAddressOnItsOwnPort() {
        assertThat(server(PEER, Case.PREFERRED_ADDRESS))
                .contains("--preferred-address 127.0.0.2:9");
        assertThat(client(QUOLL, Case.PREFERRED_ADDRESS)).doesNotContain("--preferred-address");
    }

    @Test
    void aSecondVisitIsASecondRunWhereSessionsAreKept() {
        assertThat(lines(Case.EARLY_DATA).firstClient(QUOLL, ADDRESS))
                .containsSubsequence("--mode", "handshake", "--session", "sessions")
                .doesNotContain("--early");
        assertThat(client(QUOLL, Case.EARLY_DATA)).endsWith("--session sessions --json --early");
        assertThat(client(PEER, Case.EARLY_DATA)).endsWith("--json --resume --early");
        assertThat(server(PEER, Case.EARLY_DATA)).contains("--early");
    }

    private static String server(Program program, Case test) {
        return String.join(" ", lines(test).server(program, ADDRESS));
    }

    private static String client(Program program, Case test) {
        return String.join(" ", lines(test).client(program, ADDRESS));
    }

    /// In the role of a client, that is: the server is not ours.
    private static CommandLines lines(Case test) {
        return new CommandLines(
                WORKPLACE, new Trial(Peer.QUINN, Role.CLIENT, test), Path.of("sessions"));
    }
}
