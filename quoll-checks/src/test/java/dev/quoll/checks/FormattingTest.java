package dev.quoll.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Main;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Every Java file is as google-java-format leaves it. The formatter runs in a JVM of its own, the
/// one this test runs in: it needs the inside of javac, which its jar's manifest asks for.
class FormattingTest {
    @Test
    void everyJavaFileIsFormatted(@TempDir Path folder) throws IOException, InterruptedException {
        List<String> files = Tree.javaFiles().stream().map(Path::toString).toList();
        Path list = Files.write(folder.resolve("files"), files);
        Path report = folder.resolve("report");

        Process formatter = formatter("@" + list).redirectOutput(report.toFile()).start();

        int status = formatter.waitFor();
        assertThat(Files.readString(report)).as("files to be formatted by ./format").isEmpty();
        assertThat(status).isZero();
    }

    private static ProcessBuilder formatter(String files) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = Main.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return new ProcessBuilder(
                        java, "-jar", jar, "--aosp", "--dry-run", "--set-exit-if-changed", files)
                .redirectErrorStream(true);
    }
}
