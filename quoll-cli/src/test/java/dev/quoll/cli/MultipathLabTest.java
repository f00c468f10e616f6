package dev.quoll.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// `quoll serve` and `quoll get` in `multipath-lab.sh`, with the classes of this build. Where
/// networks of one's own are not allowed it is skipped, or fails if `quoll.requireLabs` is set.
@EnabledOnOs(OS.LINUX)
class MultipathLabTest {
    private static final String SCRIPT = "../quoll-interop/multipath-lab.sh";
    private static final int NOT_ALLOWED = 77;

    @Test
    @Timeout(120) // on a quiet machine 20 s
    void aDownloadOutlivesTheCutOfOneOfItsTwoLines(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder lab = new ProcessBuilder("bash", SCRIPT);
        lab.environment().put("QUOLL", command(folder).toString());
        lab.environment().put("QUOLL_LAB_LOGS", folder.resolve("logs").toString());
        int status = run(lab.redirectErrorStream(true).redirectOutput(output.toFile()));
        String said = Files.readString(output);
        if (!Boolean.getBoolean("quoll.requireLabs")) {
            assumeThat(status).as(said).isNotEqualTo(NOT_ALLOWED);
        }
        assertThat(status).as(said).isZero();
    }

    private static int run(ProcessBuilder lab) throws IOException, InterruptedException {
        Process process = lab.start();
        try {
            return process.waitFor();
        } finally {
            process.destroy(); // the script takes its networks along
        }
    }

    /// What `./quoll` is, without a build inside the build.
    private static Path command(Path folder) throws IOException {
        Path command = folder.resolve("quoll");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(
                command,
                "#!/bin/sh\nexec '%s' --enable-native-access=ALL-UNNAMED -cp '%s' %s \"$@\"\n"
                        .formatted(
                                java, System.getProperty("java.class.path"), Main.class.getName()));
        return Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    }
}
