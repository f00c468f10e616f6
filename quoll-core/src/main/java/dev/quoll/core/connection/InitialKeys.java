package dev.quoll.core.connection;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;
import dev.quoll.core.protection.InitialSecrets;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import java.util.EnumMap;
import java.util.Map;

/// The keys of Initial packets, which follow from a connection ID that everybody can see; in each
/// version others. They are made when a packet of that version is sent or comes. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.2 RFC 9001, section 5.2
final class InitialKeys {
    private final PacketProtection protection;
    private final Side side;
    private final ConnectionId destination;
    private final Map<QuicVersion, InitialSecrets> secrets = new EnumMap<>(QuicVersion.class);
    private final Map<QuicVersion, PacketKeys.SendKeys> send = new EnumMap<>(QuicVersion.class);
    private final Map<QuicVersion, PacketKeys.ReceiveKeys> receive =
            new EnumMap<>(QuicVersion.class);

    /// @param destination of the client's first packet, or of the one after a Retry
    InitialKeys(PacketProtection protection, Side side, ConnectionId destination) {
        this.protection = protection;
        this.side = side;
        this.destination = destination;
    }

    PacketKeys.SendKeys send(QuicVersion version) {
        return send.computeIfAbsent(version, this::makeSend);
    }

    PacketKeys.ReceiveKeys receive(QuicVersion version) {
        return receive.computeIfAbsent(version, this::makeReceive);
    }

    private PacketKeys.SendKeys makeSend(QuicVersion version) {
        TrafficSecret own = secrets(version).of(side);
        return new PacketKeys.SendKeys(
                protection.sealer(version, own), protection.headerProtector(version, own));
    }

    private PacketKeys.ReceiveKeys makeReceive(QuicVersion version) {
        TrafficSecret peers = secrets(version).of(side.peer());
        return new PacketKeys.ReceiveKeys(
                protection.opener(version, peers), protection.headerProtector(version, peers));
    }

    private InitialSecrets secrets(QuicVersion version) {
        return secrets.computeIfAbsent(version, v -> InitialSecrets.of(v, destination));
    }
}
