package dev.quoll.driver;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.endpoint.FirstAnswers;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.protection.AeadProtection;
import dev.quoll.core.spi.ConnectionIdGenerator;
import dev.quoll.core.stats.DropReason;
import dev.quoll.core.token.TokenVerdict;

import java.util.Optional;

/// Decides which clients come before the application, and answers the others without keeping
/// anything. *Thread-safe*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.1 RFC 9000, section 8.1
final class Doorkeeper {
    private final EndpointDriver endpoint;
    private final StatelessAnswers answers;

    Doorkeeper(EndpointDriver endpoint, StatelessAnswers answers) {
        this.endpoint = endpoint;
        this.answers = answers;
    }

    /// Lets a client in that the application is to see. Never waits.
    ///
    /// @param home whom it came to
    /// @param length of its first datagram
    Optional<IncomingDriver> admit(
            Admitting by, Reactor home, FirstInitial first, FourTuple route, int length) {
        if (!hasRoom(by, length)) {
            endpoint.counts().onDropped(DropReason.NOT_ACCEPTING);
            return Optional.empty();
        }
        if (endpoint.workers().isFull()) {
            holdOff(by, first, route);
            return Optional.empty();
        }
        return judge(by, home, first, route);
    }

    private boolean hasRoom(Admitting by, int length) {
        return endpoint.counts().waiting() < by.config().maxIncoming()
                && endpoint.counts().waitingBytes() + length
                        <= by.config().incomingBufferSizeTotal();
    }

    /// There is no time for another handshake now. A client that is asked to prove its address
    /// comes back later; one that did so already has to send again.
    private void holdOff(Admitting by, FirstInitial first, FourTuple route) {
        if (first.token().length() == 0) {
            retry(by, first, route);
        } else {
            endpoint.counts().onDropped(DropReason.NOT_ACCEPTING);
        }
    }

    private Optional<IncomingDriver> judge(
            Admitting by, Reactor home, FirstInitial first, FourTuple route) {
        TokenVerdict verdict = by.validator().judge(first, route.remote());
        if (verdict instanceof TokenVerdict.Invalid) { // RFC 9000 §8.1.2
            endpoint.counts().onDropped(DropReason.INVALID_TOKEN);
            close(first, TransportErrorCode.INVALID_TOKEN, route);
            return Optional.empty();
        }
        if (verdict instanceof TokenVerdict.Nothing && isBusy(by)) {
            retry(by, first, route);
            return Optional.empty();
        }
        return Optional.of(new IncomingDriver(endpoint, home, by, first, verdict, route));
    }

    private boolean isBusy(Admitting by) {
        EndpointCounts counts = endpoint.counts();
        return counts.unproved() + counts.waiting() >= by.config().maxUnproved();
    }

    /// Asks a client to prove its address.
    void retry(Admitting by, FirstInitial first, FourTuple route) {
        ConnectionIdGenerator ids = endpoint.connectionIds();
        byte[] answer = by.validator().retry(first, ids.generate(), route.remote());
        endpoint.counts().onRetried();
        answers.send(answer, route);
    }

    /// Tells a client that there will be no connection.
    void close(FirstInitial first, TransportErrorCode code, FourTuple route) {
        ConnectionIdGenerator ids = endpoint.connectionIds();
        answers.send(FirstAnswers.close(first, ids.generate(), code, new AeadProtection()), route);
    }
}
