package dev.quoll.driver;

import org.jspecify.annotations.Nullable;

/// One call that waits for a change, in a circular list of [Waits]. Confined to the lock of its
/// [Monitor], but for [#finish].
abstract sealed class Waiter permits ParkedThread, PendingCall {
    /// The next in its list; the last one has the first.
    @Nullable Waiter next;

    /// Whether it is among those that [Waits] counts.
    boolean isCounted;

    /// Something changed.
    ///
    /// @return whether the waiting is over, so that [#finish] is due; else it waits on
    abstract boolean onChange();

    /// Tells whoever waits; called after the lock was let go.
    abstract void finish();
}
