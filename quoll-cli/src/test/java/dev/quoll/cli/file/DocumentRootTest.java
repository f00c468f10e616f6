package dev.quoll.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/// What of the file system a target can name.
class DocumentRootTest {
    @TempDir private Path around;
    private Path folder;
    private DocumentRoot root;

    @BeforeEach
    void aFolderWithFilesAndASecretBesideIt() throws IOException {
        folder = Files.createDirectories(around.resolve("www"));
        Files.createDirectories(folder.resolve("sub/deep"));
        Files.writeString(folder.resolve("index.html"), "index");
        Files.writeString(folder.resolve("a file"), "blank");
        Files.writeString(folder.resolve("100%"), "percent");
        Files.writeString(folder.resolve("sub/b.txt"), "b");
        Files.writeString(around.resolve("secret"), "secret");
        Files.createDirectories(around.resolve("www-other"));
        Files.writeString(around.resolve("www-other/secret"), "secret");
        root = new DocumentRoot(folder);
    }

    @Test
    void filesInsideAreFound() throws IOException {
        assertThat(root.find("/sub/b.txt")).contains(folder.resolve("sub/b.txt").toRealPath());
        assertThat(root.find("/a%20file")).contains(folder.resolve("a file").toRealPath());
        assertThat(root.find("/100%25")).contains(folder.resolve("100%").toRealPath());
        assertThat(root.find("/sub/b.txt?x=/../secret")).isPresent();
    }

    @Test
    void aTargetThatEndsInASlashMeansTheIndex() throws IOException {
        assertThat(root.find("/")).contains(folder.resolve("index.html").toRealPath());
        assertThat(root.find("/sub/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/sub/../../secret",
                "/sub/../b.txt",
                "/./index.html",
                "/%2e%2e/secret",
                "/%2E%2e/secret",
                "/.%2e/secret",
                "/..%2fsecret",
                "/sub%2fb.txt",
                "/%2e%2e%2fsecret",
                "/%252e%252e/secret",
                "/..%5csecret",
                "/..\\secret",
                "//secret",
                "//etc/passwd",
                "/sub//b.txt",
                "/../www-other/secret",
                "/index.html%00",
                "/index.html%00.txt",
                "/\0",
                "/%",
                "/%4",
                "/%zz",
                "/%ff",
                "/%c0%ae%c0%ae/secret",
                "/sub",
                "/nothing",
                "secret",
                "",
                "..",
                "?"
            })
    void nothingElseIsFound(String target) {
        assertThat(root.find(target)).isEmpty();
    }

    @Test
    void anAbsoluteNameIsNotTakenForOne() {
        String secret = around.resolve("secret").toAbsolutePath().toString();

        assertThat(root.find(secret)).isEmpty();
        assertThat(root.find("/" + secret)).isEmpty();
        assertThat(root.find("/" + secret.replace("/", "%2f"))).isEmpty();
    }

    @Test
    void aLinkThatLeadsOutIsNotFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("out"), around.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("up"), around);
        Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));

        assertThat(root.find("/out")).isEmpty();
        assertThat(root.find("/up/secret")).isEmpty();
        assertThat(root.find("/up/www-other/secret")).isEmpty();
        assertThat(root.find("/loop")).isEmpty();
    }

    @Test
    void aLinkThatStaysInsideIsFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("again"), folder.resolve("sub/b.txt"));

        assertThat(root.find("/again")).contains(folder.resolve("sub/b.txt").toRealPath());
    }

    @Test
    void theFolderItselfMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(around.resolve("link"), folder);

        assertThat(new DocumentRoot(link).find("/sub/b.txt")).isPresent();
    }

    @Test
    void aFolderThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new DocumentRoot(around.resolve("secret")))
                .isInstanceOf(NotDirectoryException.class);
    }
}
