package dev.quoll.core.connection;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.RetryPacket;
import dev.quoll.core.packet.Token;
import dev.quoll.core.path.Path;
import dev.quoll.core.version.QuicVersion;

import java.util.Optional;

/// A client begins again when the server asks it to prove its address: with the server's token, to
/// the server's connection ID, under the keys of that. Once at most, and only before the server
/// said anything else. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17.2.5.2 RFC 9000, section 17.2.5.2
final class Retries {
    /// A longer token would leave no room for the ClientHello in a datagram of 1200 bytes.
    static final int MAX_TOKEN_LENGTH = 900;

    private final Side side;
    private final PacketKeys keys;
    private final Path path;
    private final Lifetime lifetime;
    private final Agreement agreement;
    private final Recovery recovery;
    private Token token;

    /// @param token the one to begin with
    Retries(
            Side side,
            PacketKeys keys,
            Path path,
            Lifetime lifetime,
            Agreement agreement,
            Recovery recovery,
            Token token) {
        this.side = side;
        this.keys = keys;
        this.path = path;
        this.lifetime = lifetime;
        this.agreement = agreement;
        this.recovery = recovery;
        this.token = token;
    }

    /// What our Initial packets carry.
    Token token() {
        return token;
    }

    /// A Retry packet came.
    ///
    /// @return whether it is followed; all others are dropped
    boolean onRetry(PacketHeader header, QuicVersion version) {
        if (side == Side.SERVER
                || !lifetime.isHandshaking()
                || agreement.hasHeardOfPeer() // RFC 9000 §17.2.5.2: too late, or the second
                || header.quicVersion() != version) {
            return false;
        }
        ConnectionId original = path.peerIds().current();
        Optional<RetryPacket> retry =
                RetryPacket.read(header, original).filter(each -> isUsable(each, original));
        retry.ifPresent(this::begin);
        return retry.isPresent();
    }

    private static boolean isUsable(RetryPacket retry, ConnectionId original) {
        return retry.token().length() > 0 // RFC 9000 §17.2.5.2
                && retry.token().length() <= MAX_TOKEN_LENGTH
                && !retry.source().equals(original); // RFC 9000 §17.2.5.1
    }

    private void begin(RetryPacket retry) {
        token = retry.token();
        agreement.onRetry(retry.source());
        path.peerIds().onHandshakeId(retry.source());
        keys.onFirstDestination(side, retry.source()); // RFC 9001 §5.2
        recovery.beginAgain(path);
    }
}
