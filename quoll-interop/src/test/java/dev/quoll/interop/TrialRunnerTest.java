package dev.quoll.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// With shell scripts in place of the programs.
@DisabledOnOs(OS.WINDOWS)
class TrialRunnerTest {
    /// Its server talks as if a client had come; its client times out as often as told.
    private static final String SCRIPT =
            """
            #!/bin/sh
            cd "$(dirname "$0")"
            if [ "$1" = server ]; then
                echo '{"event":"listening","address":"127.0.0.1:1"}'
                echo '{"event":"closed","ok":true,"cipher":"C","error":null}'
                exec sleep 600
            fi
            echo once >>calls
            if [ "$(wc -l <calls)" -gt "$(cat stalls)" ]; then
                echo '{"ok":true,"bytes":0,"sha256":null,"seconds":0,"cipher":"C","error":null}'
                exit 0
            fi
            echo '{"ok":false,"bytes":0,"sha256":null,"seconds":0,"cipher":null,"error":\
            {"type":"TimedOut","code":null,"message":"idle"}}'
            exit 1
            """;

    /// Its server tells of two connections, or of one on the port that an earlier one had; its
    /// client waits for a line between its two.
    private static final String TWO_VISITS =
            """
            #!/bin/sh
            sha=%s
            closed='{"event":"closed","ok":true,"cipher":"C","error":null}'
            case "$1 $3" in
                'server 127.0.0.1:0')
                    echo '{"event":"listening","address":"127.0.0.1:1"}'
                    echo "$closed"
                    ;;
                'server 127.0.0.1:1')
                    echo '{"event":"listening","address":"127.0.0.1:1"}'
                    ;;
            esac
            if [ "$1" = server ]; then
                echo '{"event":"stream","received":10000,"sent":10000,"sha256":"'$sha'"}'
                echo "$closed"
                exec sleep 600
            fi
            echo '{"event":"visited"}'
            read -r line
            case " $* " in
                *--early*) told='{"resumed":false,"early":"none"}' ;;
                *) told='{"resumed":true,"early":"none"}' ;;
            esac
            echo '{"ok":true,"bytes":10000,"sha256":"'$sha'","seconds":0,"cipher":"C",'\\
            '"handshake":'"$told"',"error":null}'
            """
                    .formatted(Body.sha256(10_000));

    /// Its server tells of a stream of 10 MB; its client took 8 s for it.
    private static final String BULK =
            """
            #!/bin/sh
            cd "$(dirname "$0")"
            if [ "$1" = server ]; then
                echo '{"event":"listening","address":"127.0.0.1:1"}'
                echo '{"event":"stream","received":0,"sent":10000000,"sha256":"%s"}'
                echo '{"event":"closed","ok":true,"cipher":"C","error":null}'
                exec sleep 600
            fi
            echo once >>calls
            echo '{"ok":true,"bytes":10000000,"sha256":"%s","seconds":8,"cipher":"C","error":null}'
            """
                    .formatted(Body.sha256(0), Body.sha256(10_000_000));

    @TempDir private Path module;
    private Path bin;

    @BeforeEach
    void programs() throws IOException {
        bin = Files.createDirectories(module.resolve("peers/bin"));
        for (Peer peer : Peer.values()) {
            Path program = Files.writeString(bin.resolve(peer.label()), SCRIPT);
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
    }

    @Test
    void aTrialThatGoesWellIsRunOnce() throws IOException, InterruptedException {
        assertThat(run(Peer.KWIK, 0)).isEqualTo(new Verdict.Passed(""));
        assertThat(calls()).isEqualTo(1);
        assertThat(module.resolve("target/interop/kwik-client-handshake/client.out"))
                .content()
                .contains("\"ok\":true");
    }

    @Test
    void aPeerKnownToStallGetsASecondTryThatIsTold() throws IOException, InterruptedException {
        Verdict verdict = run(Peer.KWIK, 1);

        assertThat(verdict).isInstanceOf(Verdict.Passed.class);
        assertThat(verdict.reason()).startsWith("at the second try; at the first: client failed");
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void nobodyGetsAThirdTry() throws IOException, InterruptedException {
        assertThat(run(Peer.KWIK, 2)).isInstanceOf(Verdict.Stalled.class);
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void anotherPeerGetsNoSecondTry() throws IOException, InterruptedException {
        assertThat(run(Peer.QUINN, 1)).isInstanceOf(Verdict.Stalled.class);
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void aClientWithTwoConnectionsGoesOnWhenToldTo() throws IOException, InterruptedException {
        for (String name : List.of("quinn", "netty")) {
            Files.writeString(bin.resolve(name), TWO_VISITS);
        }
        Workplace workplace = new Workplace(module, module.resolve("peers"));
        TrialRunner runner = new TrialRunner(workplace, workplace.program(Peer.NETTY), 1);

        Verdict verdict = runner.run(trial(Case.RESUMPTION)).verdict();
        Verdict again = runner.run(trial(Case.EARLY_DATA_REJECTED)).verdict();

        assertThat(verdict).isEqualTo(new Verdict.Passed(""));
        assertThat(again.reason()).isEqualTo("client's early data: none instead of rejected");
        assertThat(module.resolve("target/interop/quinn-client-0rtt-rejected"))
                .isDirectoryContaining("glob:**server-again.out");
    }

    @Test
    void aSilentServerIsComparedWithOtherClientsBeforeItIsBlamed()
            throws IOException, InterruptedException {
        Files.writeString(bin.resolve("stalls"), "100");
        answerStreams();
        Workplace workplace = new Workplace(module, module.resolve("peers"));
        TrialRunner runner = new TrialRunner(workplace, workplace.program(Peer.QUINN), 1);

        Verdict verdict =
                runner.run(new Trial(Peer.NETTY, Role.CLIENT, Case.REBIND_PORT)).verdict();

        assertThat(verdict).isInstanceOf(Verdict.Unsupported.class);
        assertThat(verdict.reason()).endsWith("run with netty in our place, alike");
        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void aSilentServerThatAnswersOthersIsNotBlamed() throws IOException, InterruptedException {
        Files.writeString(bin.resolve("stalls"), "1");
        answerStreams();
        Workplace workplace = new Workplace(module, module.resolve("peers"));
        TrialRunner runner = new TrialRunner(workplace, workplace.program(Peer.QUINN), 1);

        Verdict verdict =
                runner.run(new Trial(Peer.NETTY, Role.CLIENT, Case.REBIND_PORT)).verdict();

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void whatMeasuresIsRunAsOftenAsTold() throws IOException, InterruptedException {
        Files.writeString(bin.resolve("quinn"), BULK);
        Workplace workplace = new Workplace(module, module.resolve("peers"));
        TrialRunner runner = new TrialRunner(workplace, workplace.program(Peer.QUINN), 3);

        Verdict verdict = runner.run(trial(Case.GOODPUT)).verdict();

        assertThat(verdict)
                .isEqualTo(
                        new Verdict.Measured(
                                new Rates(List.of(10_000L, 10_000L, 10_000L)), Optional.empty()));
        assertThat(calls()).isEqualTo(3);
    }

    /// Has the servers tell of a stream besides, so that nobody waits for it.
    private void answerStreams() throws IOException {
        String closed = "echo '{\"event\":\"closed\"";
        String stream = "echo '{\"event\":\"stream\",\"received\":0,\"sent\":0,\"sha256\":\"\"}'\n";
        for (Peer peer : Peer.values()) {
            Files.writeString(bin.resolve(peer.label()), SCRIPT.replace(closed, stream + closed));
        }
    }

    private static Trial trial(Case test) {
        return new Trial(Peer.QUINN, Role.CLIENT, test);
    }

    private Verdict run(Peer peer, int stalls) throws IOException, InterruptedException {
        Files.writeString(bin.resolve("stalls"), Integer.toString(stalls));
        Workplace workplace = new Workplace(module, module.resolve("peers"));
        TrialRunner runner = new TrialRunner(workplace, workplace.program(peer), 1);
        return runner.run(new Trial(peer, Role.CLIENT, Case.HANDSHAKE)).verdict();
    }

    private int calls() throws IOException {
        List<String> calls = Files.readAllLines(bin.resolve("calls"));
        return calls.size();
    }
}
