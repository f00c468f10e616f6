package dev.quoll.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// A script of `quoll-interop` with networks of its own, run with the classes of this build. Where
/// such networks are not allowed the test is skipped, or fails if `quoll.requireLabs` is set.
final class Lab {
    private static final int NOT_ALLOWED = 77;

    private Lab() {}

    /// Runs a script to its end, which must be a good one.
    ///
    /// @param folder for what it writes
    static void run(Path folder, String script, String... arguments)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        List<String> line = new ArrayList<>(List.of("bash", "../quoll-interop/" + script));
        line.addAll(List.of(arguments));
        ProcessBuilder lab = new ProcessBuilder(line);
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
