package dev.quoll.bench.end;

/// On which threads the application runs.
public enum ThreadKind {
    PLATFORM,
    VIRTUAL;

    /// Starts a thread of this kind that keeps no JVM alive.
    Thread start(Runnable job) {
        return switch (this) {
            case PLATFORM -> Thread.ofPlatform().daemon().start(job);
            case VIRTUAL -> Thread.startVirtualThread(job);
        };
    }
}
