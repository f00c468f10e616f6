package dev.quoll.cli.report;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import java.io.Console;
import java.util.Optional;

/// Shows how far a transfer is. *Thread-safe*.
public interface Progress extends AutoCloseable {
    /// So many bytes more have come.
    void add(long bytes);

    /// Ends the display.
    @Override
    void close();

    /// A bar on standard error if a person sits at a terminal, else nothing.
    static Progress onTerminal(String task) {
        boolean isWatched =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        return isWatched ? new Bar(task) : new None();
    }

    /// Shows nothing.
    record None() implements Progress {
        @Override
        public void add(long bytes) {}

        @Override
        public void close() {}
    }

    /// Bytes and speed; HTTP/0.9 does not tell how many will come.
    final class Bar implements Progress {
        private static final long MEGABYTE = 1_000_000;

        private final ProgressBar bar;

        private Bar(String task) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName(task)
                            .setUnit(" MB", MEGABYTE)
                            .setInitialMax(-1)
                            .setStyle(ProgressBarStyle.ASCII)
                            .showSpeed()
                            .build();
        }

        @Override
        public void add(long bytes) {
            bar.stepBy(bytes);
        }

        @Override
        public void close() {
            bar.close();
        }
    }
}
