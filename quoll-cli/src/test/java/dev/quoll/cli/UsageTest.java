package dev.quoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Command lines that make no sense, and those that ask for help.
class UsageTest {
    private static final String KEY =
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "perf",
                "perf client",
                "serve",
                "serve . --qlog",
                "qlog",
                "qlog one two",
                "serve . --client-optional",
                "serve . --groups x25519,nonsense",
                "serve . --listen nonsense",
                "serve . --preferred-address 0.0.0.0:443",
                "serve . --preferred-address 127.0.0.1:0",
                "serve . --connect-timeout 0",
                "serve . --readers 0",
                "serve . --readers 65",
                "perf server --readers many",
                "serve . --listen 127.0.0.1:65536",
                "serve . --cert x",
                "serve . --key x",
                "serve . --cipher TLS_NULL",
                "get",
                "get http://127.0.0.1/",
                "get https:///x",
                "get nonsense",
                "get --ca x --insecure https://127.0.0.1/x",
                "get --early https://127.0.0.1/x",
                "get --client-cert x https://127.0.0.1/x",
                "get --client-key x https://127.0.0.1/x",
                "get --migrate https://127.0.0.1/x",
                "get --connect-timeout 0 https://127.0.0.1/x",
                "get --connect-timeout NaN https://127.0.0.1/x",
                "get https://127.0.0.1/a/x https://127.0.0.1/b/x",
                "get https://127.0.0.1/..",
                "perf client 127.0.0.1:1 --mode sideways",
                "perf client 127.0.0.1:1 --bytes -1",
                "perf client 127.0.0.1:1 --mode streams --streams 0",
                "perf client 127.0.0.1:1 --mode pp --bytes 0",
                "echo --allow",
                "echo --allow nonsense",
                "echo --alpn",
                "connect",
                "connect 127.0.0.1:1",
                "connect 00 127.0.0.1:1",
                "connect " + KEY,
                "connect " + KEY + " nonsense",
                "relay --allow nonsense",
                "relay --max-peers 0",
                "relay --bytes-per-second x",
                "punch",
                "punch --relay 127.0.0.1:1",
                "punch --relay nonsense#" + KEY,
                "punch --relay 127.0.0.1:1#00",
                "punch --relay 127.0.0.1:1#" + KEY + " --peer nonsense",
                "punch --relay 127.0.0.1:1#" + KEY + " --require-direct never",
                "demo --no-such-option"
            })
    void whatMakesNoSenseEndsWith2(String line) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ");
        Outcome outcome = Outcome.of(arguments).endedWith(2);

        assertThat(outcome.err()).isNotBlank();
        assertThat(outcome.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "demo --help",
                "serve --help",
                "get --help",
                "perf --help",
                "perf server --help",
                "perf client --help",
                "echo --help",
                "connect --help",
                "relay --help",
                "punch --help",
                "qlog --help"
            })
    void helpIsGiven(String line) {
        Outcome outcome = Outcome.of(line.split(" ")).endedWith(0);

        assertThat(outcome.out()).contains("Usage: quoll");
    }

    @Test
    void aFailureIsOneLineUnlessTheStackTraceIsAskedFor() {
        assertThat(Outcome.of("serve", "/no/such/folder").endedWith(1).err())
                .isEqualToIgnoringNewLines("quoll: /no/such/folder is not a folder");
        assertThat(Outcome.of("serve", "--debug", "/no/such/folder").endedWith(1).err())
                .contains("NotDirectoryException", "\tat ");
    }

    @Test
    void anAddressThatIsTakenIsTold() throws Exception {
        try (RunningServer first = new RunningServer("serve", ".", "--listen", "127.0.0.1:0")) {
            Outcome outcome = Outcome.of("serve", ".", "--listen", first.address()).endedWith(1);

            assertThat(outcome.err()).contains("cannot listen", "--listen").hasLineCount(1);
        }
    }
}
