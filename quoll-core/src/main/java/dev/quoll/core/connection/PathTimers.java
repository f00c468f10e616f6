package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.error.PathErrorCode;
import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.path.Path;

import java.util.List;

/// Silence on single paths: breaks it, or gives the path up if there is another. *Confined*.
///
/// Who comes a probe timeout too late to notice was stopped, with its machine or by itself, and the
/// peer may have been, too: all paths seem silent then, those that work as well. They are asked
/// first, and have time to answer.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 5.9
final class PathTimers {
    /// Probe timeouts that an answer may take.
    private static final int ANSWER_PTOS = 3;

    private final Lifetime lifetime;
    private final Paths paths;
    private final Recovery recovery;
    private final PathCloser closer;

    PathTimers(Lifetime lifetime, Paths paths, Recovery recovery, PathCloser closer) {
        this.lifetime = lifetime;
        this.paths = paths;
        this.recovery = recovery;
        this.closer = closer;
    }

    long deadlineNanos() {
        long earliest = NEVER;
        List<Path> known = paths.known();
        for (int i = 0; lifetime.isConfirmed() && i < known.size(); i++) {
            Path each = known.get(i);
            if (each.life().isOpen()) {
                earliest = Math.min(earliest, each.life().keepAliveDeadlineNanos());
                earliest = Math.min(earliest, idleDeadlineNanos(each));
            }
        }
        return earliest;
    }

    void onTimeout(long nowNanos) {
        if (!lifetime.isConfirmed()) {
            return;
        }
        for (Path each : List.copyOf(paths.known())) {
            if (each.life().isOpen() && nowNanos >= idleDeadlineNanos(each)) {
                onSilence(each, nowNanos);
            } else if (each.life().isOpen() && nowNanos >= each.life().keepAliveDeadlineNanos()) {
                ask(each, nowNanos);
            }
        }
    }

    private void onSilence(Path path, long nowNanos) {
        long ptoNanos = recovery.ptoNanos(path);
        if (nowNanos - idleDeadlineNanos(path) > ptoNanos) {
            path.life().excuseUntil(nowNanos + ANSWER_PTOS * ptoNanos);
            ask(path, nowNanos);
        } else {
            closer.abandon(
                    path,
                    new AbandonReason.TimedOut(),
                    PathErrorCode.PATH_UNSTABLE_OR_POOR.code(),
                    nowNanos);
        }
    }

    private static void ask(Path path, long nowNanos) {
        path.space().wantPing();
        path.life().onAsked(nowNanos);
    }

    /// The last path is not given up: the connection's own timeout ends it.
    private long idleDeadlineNanos(Path path) {
        return paths.hasOtherOpen(path)
                ? path.life().idleDeadlineNanos(recovery.ptoNanos(path))
                : NEVER;
    }
}
