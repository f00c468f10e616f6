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

    private Verdict run(Peer peer, int stalls) throws IOException, InterruptedException {
        Files.writeString(bin.resolve("stalls"), Integer.toString(stalls));
        Workplace workplace = new Workplace(module, module.resolve("peers"));
        TrialRunner runner = new TrialRunner(workplace, workplace.program(peer));
        return runner.run(new Trial(peer, Role.CLIENT, Case.HANDSHAKE)).verdict();
    }

    private int calls() throws IOException {
        List<String> calls = Files.readAllLines(bin.resolve("calls"));
        return calls.size();
    }
}
