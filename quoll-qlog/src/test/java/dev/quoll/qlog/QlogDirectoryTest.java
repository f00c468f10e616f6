package dev.quoll.qlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.observe.ConnectionObserver;
import dev.quoll.core.observe.Observation;
import dev.quoll.core.observe.ObservedPacket;
import dev.quoll.core.observe.PacketKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Files, and what is left out of them.
class QlogDirectoryTest {
    private static final ConnectionId ID = ConnectionId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    private static final Observation EVENT = new Observation.RoundBegun(1);
    private static final Observation END = new Observation.Ended();

    @TempDir private Path temporary;

    @Test
    void aFileIsNamedByTheFirstConnectionIdAndTheSide() throws IOException {
        try (QlogDirectory qlog = QlogDirectory.open(temporary.resolve("new"))) {
            observer(qlog, Side.CLIENT).on(EVENT, 0);
            observer(qlog, Side.SERVER).on(EVENT, 0);
        }
        assertThat(names(temporary.resolve("new")))
                .containsExactly("0102030405060708_client.sqlog", "0102030405060708_server.sqlog");
    }

    @Test
    void aClientThatRepeatsItsConnectionIdHasFilesOfItsOwn() throws IOException {
        try (QlogDirectory qlog = QlogDirectory.open(temporary)) {
            observer(qlog, Side.SERVER).on(EVENT, 0);
            observer(qlog, Side.SERVER).on(EVENT, 0);
        }
        assertThat(names(temporary))
                .containsExactly(
                        "0102030405060708_server.sqlog", "0102030405060708_server_2.sqlog");
    }

    @Test
    void aFileThatIsTooLongIsCut() throws IOException {
        QlogLimits limits = new QlogLimits(100_000, 1 << 30, 1, 20_000);
        try (QlogDirectory qlog = QlogDirectory.open(temporary, limits)) {
            ConnectionObserver observer = observer(qlog, Side.CLIENT);
            for (int i = 0; i < 10_000; i++) {
                observer.on(EVENT, 0);
            }
        }
        QlogText text = QlogText.in(temporary, ".sqlog");
        assertThat(text.events().getLast()).containsEntry("name", "quoll:trace_truncated");
        assertThat(text.text().length()).isBetween(20_000, 30_000);
    }

    @Test
    void onlySoManyConnectionsAreRecordedAtATime() throws IOException {
        QlogLimits limits = new QlogLimits(10, 1 << 20, 1, 1 << 20);
        QlogDirectory qlog = QlogDirectory.open(temporary, limits);
        ConnectionObserver first = observer(qlog, Side.CLIENT);
        assertThat(qlog.observe(Side.CLIENT, ID)).isEmpty();
        assertThat(qlog.unobservedConnections()).isEqualTo(1);
        first.on(END, 0);
        qlog.close();

        assertThat(qlog.observe(Side.CLIENT, ID)).isEmpty();
        assertThat(QlogText.in(temporary, ".sqlog").events()).isEmpty();
    }

    @Test
    void nothingIsKeptThatDoesNotFit() {
        QlogLimits limits = new QlogLimits(3, 1 << 20, 10, 1 << 20);
        EventQueue queue = new EventQueue(limits);
        ConnectionObserver observer = queue.entrance(file(limits));
        for (int i = 0; i < 10; i++) {
            observer.on(EVENT, 0);
        }
        assertThat(queue.dropped()).isEqualTo(7);
    }

    @Test
    void bytesOfPacketsCount() {
        QlogLimits limits = new QlogLimits(1000, 10_000, 10, 1 << 20);
        EventQueue queue = new EventQueue(limits);
        ConnectionObserver observer = queue.entrance(file(limits));
        byte[] payload = new byte[1200];
        ObservedPacket packet =
                new ObservedPacket(PacketKind.ONE_RTT, PathId.ZERO, 0, payload, payload, 2400);
        for (int i = 0; i < 10; i++) {
            observer.on(new Observation.PacketSent(packet), 0);
        }
        assertThat(queue.dropped()).isEqualTo(7);
    }

    @Test
    void aFileSaysWhatIsMissing() throws IOException {
        QlogLimits limits = new QlogLimits(3, 1 << 20, 10, 1 << 20);
        EventQueue queue = new EventQueue(limits);
        ConnectionObserver observer = queue.entrance(file(limits));
        for (int i = 0; i < 10; i++) {
            observer.on(EVENT, 0);
        }
        observer.on(END, 0); // in vain, too
        queue.close();
        queue.writeAll();

        QlogText text = QlogText.in(temporary, ".sqlog");
        assertThat(text.data("quoll:events_dropped")).containsExactly(Map.of("count", 8));
        assertThat(text.data("quoll:nat_round_started")).hasSize(3);
    }

    @Test
    void aConnectionWhoseFileCannotBeMadeGoesOn() throws IOException {
        Path directory = temporary.resolve("gone");
        try (QlogDirectory qlog = QlogDirectory.open(directory)) {
            Files.delete(directory);
            ConnectionObserver observer = observer(qlog, Side.CLIENT);
            observer.on(EVENT, 0);
            observer.on(EVENT, 1);
            observer.on(END, 2);
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void limitsAreAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new QlogLimits(0, 1, 1, 1));
    }

    private TraceFile file(QlogLimits limits) {
        TraceName name = new TraceName(ID, Side.CLIENT);
        return new TraceFile(temporary, name, Instant.EPOCH, limits, () -> {});
    }

    private static ConnectionObserver observer(QlogDirectory qlog, Side side) {
        return qlog.observe(side, ID).orElseThrow();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
