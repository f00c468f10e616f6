package dev.quoll.cli.punch;

import dev.quoll.Path;
import dev.quoll.cli.report.PathReport;

/// What went over one path, and whether that was over the relay. *Immutable*.
record PathLine(boolean relayed, PathReport path) {
    static PathLine of(Path path, boolean relayed) {
        return new PathLine(relayed, PathReport.of(path));
    }
}
