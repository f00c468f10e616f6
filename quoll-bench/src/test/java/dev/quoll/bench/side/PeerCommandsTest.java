package dev.quoll.bench.side;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.bench.JcaChoice;
import dev.quoll.bench.end.ThreadKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;

class PeerCommandsTest {
    private static final String ADDRESS = "127.0.0.1:4433";

    private final Terms terms =
            new Terms(
                    Path.of("certificates"),
                    Path.of("programs"),
                    1_250_000,
                    "x25519",
                    ThreadKind.PLATFORM,
                    JcaChoice.JDK,
                    Sockets.NATIVE,
                    0,
                    List.of());

    @ParameterizedTest
    @EnumSource
    void everyPeerHasAServerAndAClientThatIsToldWhereItIs(Peer peer) {
        PeerCommands commands = new PeerCommands(peer, terms);

        assertThat(commands.server())
                .startsWith("programs/" + peer.installName() + "-speed")
                .containsSequence("--listen", "127.0.0.1:0");
        assertThat(commands.client(ADDRESS))
                .startsWith("programs/" + peer.installName() + "-speed")
                .contains(ADDRESS);
        assertThat(peer.works()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UDP")
    void bothEndsHaveTheWindowAndTheGroupOfOurs(Peer peer) {
        PeerCommands commands = new PeerCommands(peer, terms);

        for (List<String> end : List.of(commands.server(), commands.client(ADDRESS))) {
            assertThat(end).containsSequence("--window", "1250000", "--group", "x25519");
            assertThat(end.contains("--st")).isEqualTo(peer == Peer.QUINN_ST);
        }
    }

    @Test
    void bareDatagramsHaveNeitherCertificatesNorWindows() {
        PeerCommands commands = new PeerCommands(Peer.UDP, terms);

        assertThat(commands.server())
                .containsExactly("programs/quinn-speed", "udp-server", "--listen", "127.0.0.1:0");
        assertThat(commands.client(ADDRESS))
                .containsExactly("programs/quinn-speed", "udp-client", ADDRESS);
    }

    @Test
    void whoIsSlowMovesLess() {
        assertThat(Peer.KWIK.bulkBytes()).isEqualTo(1L << 27);
        assertThat(Peer.QUINN_ST.bulkBytes()).isEqualTo(1L << 30);
    }
}
