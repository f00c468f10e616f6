package dev.quoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.cli.identity.KeyName;
import dev.quoll.cli.report.Sha256;
import dev.quoll.relay.server.Relay;
import dev.quoll.relay.server.RelayConfig;
import dev.quoll.tls.RawKeys;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `quoll punch` on both sides of a relay, all on this machine; `nat-lab.sh` has the NATs.
@Timeout(120)
class PunchTest {
    @TempDir private Path folder;
    private Relay relay;

    @BeforeEach
    void startRelay() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        relay = Relay.open(RelayConfig.builder(anyPort, RawKeys.generate()).build());
        Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
        try {
            relay.serve();
        } catch (IOException e) {
            // closed
        }
    }

    @AfterEach
    void stopRelay() {
        relay.close();
    }

    private String relayAddress() {
        return "127.0.0.1:" + relay.localAddress().getPort() + "#" + relay.key();
    }

    private RunningServer waiting(String... more) throws InterruptedException {
        return new RunningServer(arguments(more));
    }

    private Outcome connecting(String... more) {
        return Outcome.of(arguments(more));
    }

    private String[] arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of("punch", "--relay", relayAddress()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> report, String name) {
        return (Map<String, Object>) report.get(name);
    }

    @Test
    void filesGoBothWays() throws Exception {
        Path there = TestFiles.random(folder.resolve("there"), 2_000_000);
        Path back = TestFiles.random(folder.resolve("back"), 1000);
        Path taken = Files.createDirectory(folder.resolve("taken"));
        try (RunningServer peer =
                waiting("--send", back.toString(), "--receive", taken.toString())) {
            Map<String, Object> report =
                    connecting("--peer", peer.key(), "--send", there.toString(), "--json")
                            .endedWith(0)
                            .json();

            assertThat(report).containsEntry("ok", true).containsEntry("peer", peer.key());
            assertThat(object(report, "sent")).containsEntry("sha256", Sha256.of(there));
            assertThat(object(report, "received"))
                    .containsEntry("name", "back")
                    .containsEntry("file", null)
                    .containsEntry("sha256", Sha256.of(back));
            assertThat((List<?>) report.get("paths")).isNotEmpty();
            assertThat(peer.await("received there")).contains(Sha256.of(there));
            assertThat(peer.await("relayed path 0")).contains(" to ");
            assertThat(taken.resolve("there")).hasSameBinaryContentAs(there);
        }
    }

    @Test
    void whatHappensIsToldAsItDoes() throws Exception {
        try (RunningServer peer = waiting()) {
            Outcome outcome = connecting("--peer", peer.key(), "--json").endedWith(0);

            assertThat(outcome.out().lines().findFirst().orElseThrow())
                    .contains("\"event\":\"registered\"", "\"relay\":\"127.0.0.1:");
            assertThat(outcome.out())
                    .contains("\"event\":\"connected\"")
                    .contains("\"event\":\"path\",\"id\":0", "\"way\":\"relayed\"");
        }
    }

    @Test
    void aPeerThatMayNotComeIsRefusedAndTheNextIsAwaited() throws Exception {
        KeyPair keys = RawKeys.generate();
        Path key = TestFiles.key(folder.resolve("friend"), keys);
        String friend = KeyName.of(keys.getPublic());
        try (RunningServer peer = waiting("--allow", friend)) {
            Outcome stranger = connecting("--peer", peer.key(), "--json").endedWith(1);

            assertThat(object(stranger.json(), "error"))
                    .containsEntry("type", "PeerTransportClose");
            connecting("--peer", peer.key(), "--key", key.toString()).endedWith(0);
        }
    }

    @Test
    void aPeerThatIsNotThereIsTold() {
        String nobody = KeyName.of(RawKeys.generate().getPublic());

        Outcome outcome =
                connecting("--peer", nobody, "--connect-timeout", "1", "--json").endedWith(1);

        assertThat((String) object(outcome.json(), "error").get("message"))
                .contains("not registered");
    }

    @Test
    void anotherRelayIsNotBelieved() {
        String nobody = KeyName.of(RawKeys.generate().getPublic());
        String address = "127.0.0.1:" + relay.localAddress().getPort() + "#" + nobody;

        Outcome outcome =
                Outcome.of("punch", "--relay", address, "--connect-timeout", "2").endedWith(1);

        assertThat(outcome.out()).contains("failed: not registered with the relay");
    }
}
