package dev.quoll;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// One subscriber of an [EventStream]. A call for the next event is under way whenever the
/// subscriber has asked for more than it got, and never more than one; so the subscriber is called
/// by one thread at a time. Nobody is called with the lock. *Thread-safe*.
///
/// @param <T> what the subscriber gets
final class EventSubscription<T> implements Flow.Subscription {
    private final Flow.Subscriber<? super T> subscriber;
    private final Supplier<CompletableFuture<T>> source;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean isBusy = true; // at first, until the subscriber knows its subscription
    private boolean isOver;
    private long wanted;
    private @Nullable IllegalArgumentException misuse;
    private @Nullable CompletableFuture<T> pending;

    EventSubscription(
            Flow.Subscriber<? super T> subscriber, Supplier<CompletableFuture<T>> source) {
        this.subscriber = Objects.requireNonNull(subscriber, "subscriber");
        this.source = source;
    }

    void begin() {
        subscriber.onSubscribe(this);
        proceed();
    }

    @Override
    public void request(long count) {
        lock.lock();
        try {
            if (count <= 0) { // to be told as an error, Reactive Streams §3.9
                misuse = new IllegalArgumentException("a request for " + count + " events");
            } else {
                wanted = wanted + count < 0 ? Long.MAX_VALUE : wanted + count;
            }
            if (isBusy && misuse == null) {
                return; // whoever is at work sees it
            }
        } finally {
            lock.unlock();
        }
        interruptOr(this::resume);
    }

    @Override
    public void cancel() {
        lock.lock();
        try {
            isOver = true;
        } finally {
            lock.unlock();
        }
        interruptOr(() -> {});
    }

    /// Ends the call that is under way, if there is one; who waits for it goes on.
    private void interruptOr(Runnable otherwise) {
        CompletableFuture<T> call;
        lock.lock();
        try {
            call = pending;
        } finally {
            lock.unlock();
        }
        if (call != null) {
            call.cancel(false);
        } else {
            otherwise.run();
        }
    }

    private void resume() {
        lock.lock();
        try {
            if (isBusy) {
                return;
            }
            isBusy = true;
        } finally {
            lock.unlock();
        }
        proceed();
    }

    /// What to do next; with [#isBusy].
    private enum Step {
        ASK,
        FAIL,
        REST
    }

    private void proceed() {
        switch (nextStep()) {
            case ASK -> ask();
            case FAIL -> subscriber.onError(Objects.requireNonNull(misuse));
            case REST -> {}
        }
    }

    private Step nextStep() {
        lock.lock();
        try {
            if (!isOver && misuse != null) {
                isOver = true;
                return Step.FAIL;
            }
            if (isOver || wanted == 0) {
                isBusy = false;
                return Step.REST;
            }
            wanted--;
            return Step.ASK;
        } finally {
            lock.unlock();
        }
    }

    private void ask() {
        CompletableFuture<T> call = source.get();
        boolean isLate;
        lock.lock();
        try {
            pending = call;
            isLate = isOver || misuse != null;
        } finally {
            lock.unlock();
        }
        if (isLate) {
            call.cancel(false);
        }
        var _ = call.whenComplete(this::onAnswer);
    }

    private void onAnswer(@Nullable T item, @Nullable Throwable failure) {
        boolean counts;
        lock.lock();
        try {
            pending = null;
            counts = !isOver && misuse == null;
            isOver |= counts && failure != null;
        } finally {
            lock.unlock();
        }
        if (counts && failure != null) {
            subscriber.onError(causeOf(failure));
            return;
        }
        if (counts && item != null) {
            subscriber.onNext(item);
        }
        proceed();
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}
