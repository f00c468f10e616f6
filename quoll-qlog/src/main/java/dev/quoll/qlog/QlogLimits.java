package dev.quoll.qlog;

/// What qlog files and what waits to be written take at most. Immutable.
///
/// @param queuedEvents how many events of all connections wait to be written; further ones are left
///   out, and counted in the file
/// @param queuedBytes bytes that these events hold, roughly
/// @param openFiles how many connections are recorded at a time; further ones are not
/// @param fileBytes bytes of a file, after which only its end is written
public record QlogLimits(int queuedEvents, long queuedBytes, int openFiles, long fileBytes) {
    /// 16,384 events, 32 MiB, 1,000 files, 4 GiB.
    public static final QlogLimits DEFAULT = new QlogLimits(1 << 14, 32L << 20, 1000, 4L << 30);

    public QlogLimits {
        if (queuedEvents < 1 || queuedBytes < 1 || openFiles < 1 || fileBytes < 1) {
            throw new IllegalArgumentException("a limit of qlog files under 1");
        }
    }
}
