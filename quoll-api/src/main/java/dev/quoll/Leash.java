package dev.quoll;

import java.lang.ref.Cleaner;

/// Has something done when an object of the application becomes unreachable, unless it was let off
/// before. What is done must not refer to the object. *Thread-safe*.
final class Leash {
    private static final Cleaner CLEANER =
            Cleaner.create(Thread.ofPlatform().daemon().name("quoll-cleaner").factory());

    private final Once action;
    private final Cleaner.Cleanable cleanable;

    private Leash(Once action, Cleaner.Cleanable cleanable) {
        this.action = action;
        this.cleanable = cleanable;
    }

    static Leash on(Object handle, Runnable whenUnreachable) {
        Once action = new Once(whenUnreachable);
        return new Leash(action, CLEANER.register(handle, action));
    }

    /// Nothing is to be done any more.
    void letOff() {
        if (!action.isOff) { // the cleaner has one lock for all
            action.isOff = true;
            cleanable.clean();
        }
    }

    private static final class Once implements Runnable {
        private final Runnable action;
        private volatile boolean isOff;

        Once(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            if (!isOff) {
                action.run();
            }
        }
    }
}
