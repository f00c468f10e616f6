package dev.quoll.sim.seed;

import java.util.stream.Stream;

/// How to have a run again: the test, the seed, and what the run was made of. *Immutable*.
///
/// @param testClass the full name of the test's class
/// @param testMethod the test
/// @param seed the seed of the run
public record Replay(String testClass, String testMethod, Seed seed) {
    /// A failure carries this as a suppressed exception, so that every report shows the line.
    public static final class Hint extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Hint(String line) {
            super(line, null, false, false);
        }
    }

    /// The test that calls: the outermost method on the stack whose class is named as a test.
    public static Replay ofCaller(long seed) {
        return StackWalker.getInstance().walk(frames -> ofStack(frames, seed));
    }

    private static Replay ofStack(Stream<StackWalker.StackFrame> frames, long seed) {
        return frames.filter(Replay::isTestMethod)
                .reduce((inner, outer) -> outer)
                .map(frame -> of(frame, seed))
                .orElseGet(() -> new Replay("unknown", "unknown", new Seed(seed)));
    }

    private static boolean isTestMethod(StackWalker.StackFrame frame) {
        String method = frame.getMethodName();
        boolean isNamed = !method.contains("$") && !method.contains("<"); // no lambda, no <init>
        return isNamed && frame.getClassName().matches(".*(Test|Properties)");
    }

    private static Replay of(StackWalker.StackFrame frame, long seed) {
        return new Replay(frame.getClassName(), frame.getMethodName(), new Seed(seed));
    }

    /// The command that runs this test with this seed alone, and after `#` what the run was made
    /// of.
    public String line(String parameters) {
        return "mvn test -pl quoll-sim -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest="
                + testClass
                + "#"
                + testMethod
                + " -D"
                + Seeds.PROPERTY
                + "="
                + seed.value()
                + " # "
                + parameters;
    }

    /// What to add to a failure.
    public Hint hint(String parameters) {
        return new Hint(line(parameters));
    }
}
