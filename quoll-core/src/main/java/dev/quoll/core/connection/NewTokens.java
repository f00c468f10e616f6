package dev.quoll.core.connection;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.frame.NewTokenFrame;
import dev.quoll.core.packet.Token;
import dev.quoll.core.version.QuicVersion;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Gives the client tokens for its later connections, each reliably. *Confined*; a server's.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.7 RFC 9000, section 19.7
final class NewTokens {
    /// A token and its way to the client. The frame's hash tells in [FrameFates] which one it was.
    private record Given(NewTokenFrame frame, ReliableValue delivery) {}

    private final List<Given> all = new ArrayList<>();

    private final TokenMaker maker;

    NewTokens(TokenMaker maker) {
        this.maker = maker;
    }

    /// The handshake is done: the client is who it says, and can store the tokens.
    void request(QuicVersion version) {
        for (Token token : maker.tokensOf(version)) {
            Given given = new Given(new NewTokenFrame(token.toBytes()), new ReliableValue());
            given.delivery.request(given.frame.hashCode());
            all.add(given);
        }
    }

    boolean wantsToSend() {
        for (int i = 0; i < all.size(); i++) { // for every packet: no iterator
            if (all.get(i).delivery.isWanted()) {
                return true;
            }
        }
        return false;
    }

    void writeTo(FrameSink sink) {
        for (int i = 0; i < all.size(); i++) {
            Given given = all.get(i);
            if (given.delivery.isWanted() && sink.offer(given.frame)) {
                given.delivery.onSent();
            }
        }
    }

    void onAcked(long hash) {
        forEach(delivery -> delivery.onAcked(hash));
        all.removeIf(given -> given.delivery.isDelivered());
    }

    void onLost(long hash) {
        forEach(delivery -> delivery.onLost(hash));
    }

    private void forEach(Consumer<ReliableValue> action) {
        all.forEach(given -> action.accept(given.delivery));
    }
}
