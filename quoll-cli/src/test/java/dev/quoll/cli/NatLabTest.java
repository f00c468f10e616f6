package dev.quoll.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// `quoll relay` and `quoll punch` in `nat-lab.sh`.
@EnabledOnOs(OS.LINUX)
class NatLabTest {
    @Test
    @Timeout(180) // on a quiet machine 30 s
    void homesBehindNatsFindADirectPathAndSurviveItsLoss(@TempDir Path folder) throws Exception {
        Lab.run(folder, "nat-lab.sh", "short");
    }
}
