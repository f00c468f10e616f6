package dev.quoll.driver;

import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.endpoint.HelloPeek;
import dev.quoll.core.protection.AeadProtection;
import dev.quoll.core.spi.ServerTls;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// Which protocols a client offers that was not answered yet. Nothing is opened before somebody
/// asks, and each datagram once. Confined to the lock of its [IncomingDriver].
final class OfferedNames {
    private final FirstInitial first;
    private final ServerTls tls;
    private @Nullable HelloPeek peek;
    private int looked;
    private Optional<List<String>> found = Optional.empty();

    OfferedNames(FirstInitial first, ServerTls tls) {
        this.first = first;
        this.tls = tls;
    }

    /// @param arrived all datagrams of the client so far
    Optional<List<String>> protocols(List<IncomingDriver.Arrived> arrived) {
        if (peek == null) {
            peek = new HelloPeek(first, new AeadProtection());
        }
        for (; looked < arrived.size() && found.isEmpty(); looked++) {
            found = tls.offeredProtocols(peek.look(arrived.get(looked).bytes()));
        }
        return found;
    }
}
