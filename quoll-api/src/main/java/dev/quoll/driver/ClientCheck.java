package dev.quoll.driver;

import dev.quoll.core.connection.Admission;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.token.TokenVerdict;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.ReentrantLock;

/// Finds out, once and when somebody wants to know, what a client's token proves: the log of used
/// tokens may make that wait. *Thread-safe*.
final class ClientCheck {
    private final ReentrantLock lock = new ReentrantLock(); // held while the log is asked
    private final AddressValidator validator;
    private final FirstInitial first;
    private final TokenVerdict verdict;
    private @Nullable Admission admission;

    ClientCheck(AddressValidator validator, FirstInitial first, TokenVerdict verdict) {
        this.validator = validator;
        this.first = first;
        this.verdict = verdict;
    }

    /// Whether the client can still be asked to prove its address.
    boolean mayRetry() {
        return !(verdict instanceof TokenVerdict.Retried);
    }

    /// Where the client's very first packet went.
    ConnectionId originalDestination() {
        return verdict instanceof TokenVerdict.Retried retried
                ? retried.originalDestination()
                : first.destination();
    }

    /// What is known of the client; the token is used up by that.
    Admission admission() {
        lock.lock();
        try {
            Admission known = admission;
            if (known == null) {
                known = Admission.of(first, verdict, validator.use(verdict));
                admission = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }
}
