package dev.quoll.bench.side;

import dev.quoll.bench.end.Answer;

import java.util.Locale;

/// What is compared. Of some works more is better, of others less; see [#unit].
enum Work {
    /// One stream to the client.
    BULK("Gbit/s") {
        @Override
        String job(Amounts amounts) {
            return "down " + amounts.bytes();
        }
    },
    /// One stream to the server.
    BULK_UP("Gbit/s") {
        @Override
        String job(Amounts amounts) {
            return "up " + amounts.bytes();
        }
    },
    /// 64 bytes there and back on one stream; half of them took no longer.
    PINGPONG("µs") {
        @Override
        String job(Amounts amounts) {
            return "pingpong " + amounts.seconds();
        }

        @Override
        double value(Sample sample) {
            return sample.answer().p50Micros();
        }
    },
    /// Streams with a reply of one byte, 100 at once.
    STREAMS("streams/s") {
        @Override
        String job(Amounts amounts) {
            return "streams " + amounts.seconds() + " " + STREAMS_AT_ONCE;
        }
    },
    /// Full handshakes, one at a time.
    HANDSHAKES("handshakes/s") {
        @Override
        String job(Amounts amounts) {
            return "handshakes " + amounts.seconds();
        }
    },
    /// Handshakes that go on with a session, without early data, one at a time.
    RESUMED("handshakes/s") {
        @Override
        String job(Amounts amounts) {
            return "resumed " + amounts.seconds();
        }
    },
    /// What the server remembers of a connection on which nothing has happened for 20 seconds.
    IDLE("bytes/connection") {
        @Override
        String job(Amounts amounts) {
            return "connections " + amounts.connections();
        }

        @Override
        double value(Sample sample) {
            return sample.memoryGrowth() / sample.answer().count();
        }
    },
    /// CPU time of both ends for 64 bytes each way, at a constant rate over all connections.
    REQUESTS("CPU µs/request") {
        @Override
        String job(Amounts amounts) {
            return "requests " + amounts.seconds() + " " + REQUESTS_PER_SECOND;
        }

        @Override
        double value(Sample sample) {
            return sample.cpuSeconds() * MICROS_PER_SECOND / sample.answer().count();
        }
    };

    private static final int STREAMS_AT_ONCE = 100;
    private static final int REQUESTS_PER_SECOND = 1000;
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double BYTES_PER_SECOND_IN_GBIT = 1e9 / 8;

    private final String unit;

    Work(String unit) {
        this.unit = unit;
    }

    /// How much of each work a run has. *Immutable*.
    ///
    /// @param bytes of a bulk transfer
    /// @param seconds of anything else
    /// @param connections that are open
    record Amounts(long bytes, int seconds, int connections) {}

    /// What a client is asked for.
    abstract String job(Amounts amounts);

    /// The figure of a run.
    double value(Sample sample) {
        Answer answer = sample.answer();
        return isBulk() ? answer.perSecond() / BYTES_PER_SECOND_IN_GBIT : answer.perSecond();
    }

    /// What the figure counts.
    String unit() {
        return unit;
    }

    boolean isBulk() {
        return this == BULK || this == BULK_UP;
    }

    /// Whether single times are taken.
    boolean hasTimes() {
        return this == PINGPONG || this == HANDSHAKES || this == RESUMED;
    }

    /// Whether each run needs processes that have not worked before, since memory is measured.
    boolean wantsFreshProcesses() {
        return this == IDLE;
    }

    /// As the command line has it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
