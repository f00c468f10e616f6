package dev.quoll.driver;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.endpoint.FirstContact;
import dev.quoll.core.endpoint.FirstContactReader;
import dev.quoll.core.stats.DropReason;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// What becomes of datagrams that are for no connection: they end one, begin one, are answered
/// without anything being kept, or are dropped. One reader at a time judges, so that limits hold
/// for the endpoint and two readers never let one client in twice. *Thread-safe*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.2.2 RFC 9000, section 5.2.2
final class Strangers {
    private final EndpointDriver endpoint;
    private final FirstContactReader firstContacts; // guarded by lock
    private final StatelessAnswers answers;
    private final Doorkeeper doorkeeper;
    private final ReentrantLock lock = new ReentrantLock(); // held while one datagram is judged

    Strangers(
            EndpointDriver endpoint,
            FirstContactReader firstContacts,
            StatelessAnswers answers,
            Doorkeeper doorkeeper) {
        this.endpoint = endpoint;
        this.firstContacts = firstContacts;
        this.answers = answers;
        this.doorkeeper = doorkeeper;
    }

    /// Takes a datagram for an ID that was unknown a moment ago.
    ///
    /// @param reader whom it came to; to be called by its thread, without a connection's lock
    void take(Reactor reader, byte[] bytes, int offset, int length, FourTuple route, Ecn ecn) {
        Recipient told = endpoint.resets().find(bytes, offset, length);
        if (told == null) {
            told = judge(reader, bytes, offset, length, route, ecn);
        }
        if (told != null) {
            told.deliver(bytes, offset, length, route, ecn);
        }
    }

    /// Returns who is still to be given the datagram, if anybody.
    private @Nullable Recipient judge(
            Reactor reader, byte[] bytes, int offset, int length, FourTuple route, Ecn ecn) {
        lock.lock();
        try {
            FirstContact contact = firstContacts.read(bytes, offset, length, endpoint.nowNanos());
            if (!(contact instanceof FirstContact.Opens(FirstInitial first))) {
                answer(contact, route);
                return null;
            }
            Recipient known = endpoint.table().find(first.destination());
            if (known == null) { // else another reader has let it in since this one looked
                admit(reader, first, route, length)
                        .ifPresent(
                                client -> {
                                    client.deliver(bytes, offset, length, route, ecn);
                                    endpoint.offer(client);
                                });
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private void answer(FirstContact contact, FourTuple route) {
        switch (contact) {
            case FirstContact.Ignored(DropReason reason) -> endpoint.counts().onDropped(reason);
            case FirstContact.Forgotten(byte[] answer) -> answers.send(answer, route);
            case FirstContact.OtherVersion(byte[] answer) -> {
                if (endpoint.admitting().isPresent()) { // RFC 9368 §2.1: clients never say this
                    answers.send(answer, route);
                } else {
                    endpoint.counts().onDropped(DropReason.NOT_ACCEPTING);
                }
            }
            case FirstContact.Opens _ -> throw new IllegalStateException("to be admitted");
        }
    }

    private Optional<IncomingDriver> admit(
            Reactor reader, FirstInitial first, FourTuple route, int length) {
        Optional<Admitting> by = endpoint.admitting();
        if (by.isEmpty()) {
            endpoint.counts().onDropped(DropReason.NOT_ACCEPTING);
            return Optional.empty();
        }
        return doorkeeper.admit(by.get(), reader, first, route, length);
    }
}
