package dev.quoll.tls.resumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class SessionStoreTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3600);

    private static StoredSession session(int content) {
        return new StoredSession("a", LATER, new byte[] {(byte) content});
    }

    private static Optional<Integer> take(SessionStore store, String server, String... protocols) {
        return store.take(server, List.of(protocols), NOW).map(s -> (int) s.content()[0]);
    }

    @Test
    void whetherThereIsASessionCanBeAskedAndTakesNone() {
        SessionStore store = new MemorySessionStore();
        store.put("one", session(1));

        assertThat(store.has("one", List.of("b", "a"), NOW)).isTrue();
        assertThat(store.has("one", List.of("b"), NOW)).isFalse();
        assertThat(store.has("two", List.of("a"), NOW)).isFalse();
        assertThat(store.has("one", List.of("a"), LATER)).isFalse();
        assertThat(take(store, "one", "a")).hasValue(1);
        assertThat(store.has("one", List.of("a"), NOW)).isFalse();
    }

    @Test
    void theNewestIsTakenFirstAndEachOnce() {
        SessionStore store = new MemorySessionStore();
        store.put("one", session(1));
        store.put("one", session(2));
        store.put("other", session(3));

        assertThat(take(store, "one", "a")).contains(2);
        assertThat(take(store, "one", "a")).contains(1);
        assertThat(take(store, "one", "a")).isEmpty();
        assertThat(take(store, "other", "a")).contains(3);
    }

    @Test
    void onlyASessionWithAProtocolThatIsWanted() {
        SessionStore store = new MemorySessionStore();
        store.put("one", session(1));
        store.put("one", new StoredSession("b", LATER, new byte[] {2}));

        assertThat(take(store, "one", "c")).isEmpty();
        assertThat(take(store, "one", "c", "a")).contains(1);
        assertThat(take(store, "one", "a", "b")).contains(2);
    }

    @Test
    void anExpiredSessionIsOfNoUse() {
        SessionStore store = new MemorySessionStore();
        store.put("one", new StoredSession("a", NOW, new byte[1]));

        assertThat(take(store, "one", "a")).isEmpty();
    }

    @Test
    void theOldestSessionsAndServersAreDropped() {
        SessionStore store = new MemorySessionStore(2);
        for (int i = 0; i <= SessionTable.MAX_PER_PROTOCOL; i++) {
            store.put("one", session(i));
        }
        for (int i = SessionTable.MAX_PER_PROTOCOL; i >= 1; i--) {
            assertThat(take(store, "one", "a")).contains(i);
        }
        assertThat(take(store, "one", "a")).isEmpty();

        store.put("one", session(1));
        store.put("two", session(2));
        store.put("one", session(3));
        store.put("three", session(4));
        assertThat(take(store, "two", "a")).isEmpty();
        assertThat(take(store, "one", "a")).contains(3);
        assertThat(take(store, "three", "a")).contains(4);
    }

    @Test
    void aProtocolDoesNotDisplaceAnotherOfTheSameServer() {
        SessionStore store = new MemorySessionStore();
        store.put("one", session(1));
        for (int i = 0; i <= SessionTable.MAX_PER_PROTOCOL; i++) {
            store.put("one", new StoredSession("b", LATER, new byte[] {(byte) (10 + i)}));
        }

        assertThat(take(store, "one", "a")).contains(1);
    }

    @Test
    void thereIsAnEndToTheProtocolsOfAServer() {
        SessionStore store = new MemorySessionStore();
        for (int i = 0; i <= SessionTable.MAX_PER_SERVER; i++) {
            store.put("one", new StoredSession("p" + i, LATER, new byte[] {(byte) i}));
        }

        assertThat(take(store, "one", "p0")).isEmpty();
        assertThat(take(store, "one", "p1")).contains(1);
    }

    @Test
    void aFileKeepsSessionsForTheNextProgram(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sessions");
        FileSessionStore first = FileSessionStore.open(file);
        first.put("one", session(1));
        first.put("one", session(2));
        first.put("other", session(3));

        FileSessionStore second = FileSessionStore.open(file);
        assertThat(second.take("one", List.of("a"), NOW).orElseThrow())
                .satisfies(
                        taken -> {
                            assertThat(taken.alpn()).isEqualTo("a");
                            assertThat(taken.expiry()).isEqualTo(LATER);
                            assertThat(taken.content()).containsExactly(2);
                        });
        FileSessionStore third = FileSessionStore.open(file);
        assertThat(take(third, "one", "a")).contains(1);
        assertThat(take(third, "one", "a")).isEmpty();
        assertThat(folder.toFile().list()).containsExactly("sessions");
    }

    @Test
    void onlyTheOwnerCanReadTheFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("sessions");
        FileSessionStore.open(file).put("one", session(1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> FileSessionStore.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aFileOfSomethingElseIsLeftAlone(@TempDir Path folder) throws IOException {
        for (byte[] content : new byte[][] {{}, {2, 0, 0, 0}, {1, 0, 0, 1, 0}, {1, 0, 0, 0, 9}}) {
            Path file = folder.resolve("file");
            Files.deleteIfExists(file);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(file, content);

            assertThatThrownBy(() -> FileSessionStore.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not a file of sessions");
        }
    }

    @Test
    void aSessionThatIsTooLongIsNotWritten(@TempDir Path folder) throws IOException {
        FileSessionStore store = FileSessionStore.open(folder.resolve("sessions"));
        store.put("one", new StoredSession("a", LATER, new byte[16 * 1024 + 1]));

        assertThat(take(store, "one", "a")).isEmpty();
    }

    @Test
    void aFolderThatIsGoneIsToldByAnUncheckedIoException(@TempDir Path folder) throws IOException {
        FileSessionStore store = FileSessionStore.open(folder.resolve("none/sessions"));

        assertThatThrownBy(() -> store.put("one", session(1)))
                .isInstanceOf(UncheckedIOException.class);
    }
}
