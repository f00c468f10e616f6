package dev.quoll.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// `quoll serve` and `quoll get` in `multipath-lab.sh`.
@EnabledOnOs(OS.LINUX)
class MultipathLabTest {
    @Test
    @Timeout(120) // on a quiet machine 20 s
    void aDownloadOutlivesTheCutOfOneOfItsTwoLines(@TempDir Path folder) throws Exception {
        Lab.run(folder, "multipath-lab.sh");
    }
}
