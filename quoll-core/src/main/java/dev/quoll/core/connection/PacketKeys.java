package dev.quoll.core.connection;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketOpener;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.PacketSealer;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// The keys of a connection by encryption level, from when TLS makes them until they are discarded.
/// *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.9 RFC 9001, section 4.9
final class PacketKeys {
    /// What protects the packets we send at a level.
    record SendKeys(PacketSealer sealer, HeaderProtector protector) {}

    /// What opens the packets we receive at a level.
    record ReceiveKeys(PacketOpener opener, HeaderProtector protector) {}

    private final PacketProtection protection;
    private final Versions versions;
    private final Map<EncryptionLevel, SendKeys> send = new EnumMap<>(EncryptionLevel.class);
    private final Map<EncryptionLevel, ReceiveKeys> receive = new EnumMap<>(EncryptionLevel.class);
    private final Set<EncryptionLevel> discarded = EnumSet.noneOf(EncryptionLevel.class);
    private final KeyPhases oneRtt;
    private @Nullable InitialKeys initial;

    PacketKeys(PacketProtection protection, Versions versions) {
        this.protection = protection;
        this.versions = versions;
        this.oneRtt = new KeyPhases(protection, versions::current);
    }

    /// The client begins, or begins again, with a packet to this connection ID.
    void onFirstDestination(Side side, ConnectionId destination) {
        initial = new InitialKeys(protection, side, destination);
    }

    void onWriteSecret(EncryptionLevel level, TrafficSecret secret) {
        if (level == EncryptionLevel.ONE_RTT) {
            oneRtt.onWriteSecret(secret);
            return;
        }
        QuicVersion version = versions.at(level);
        send.put(
                level,
                new SendKeys(
                        protection.sealer(version, secret),
                        protection.headerProtector(version, secret)));
        secret.destroy();
    }

    void onReadSecret(EncryptionLevel level, TrafficSecret secret) {
        if (level == EncryptionLevel.ONE_RTT) {
            oneRtt.onReadSecret(secret);
            return;
        }
        QuicVersion version = versions.at(level);
        receive.put(
                level,
                new ReceiveKeys(
                        protection.opener(version, secret),
                        protection.headerProtector(version, secret)));
        secret.destroy();
    }

    /// The keys to send with below 1-RTT; `null` before TLS made them and after they are discarded.
    @Nullable SendKeys send(EncryptionLevel level) {
        if (level == EncryptionLevel.INITIAL) {
            return initial == null ? null : initial.send(versions.current());
        }
        return send.get(level);
    }

    /// The keys to open with below 1-RTT; `null` before TLS made them and after they are discarded.
    @Nullable ReceiveKeys receive(EncryptionLevel level, QuicVersion version) {
        if (level == EncryptionLevel.INITIAL) {
            return initial == null ? null : initial.receive(version);
        }
        return receive.get(level);
    }

    /// Whether there are keys to open packets of `level`.
    boolean canOpen(EncryptionLevel level) {
        return switch (level) {
            case INITIAL -> initial != null;
            case ZERO_RTT, HANDSHAKE -> receive.containsKey(level);
            case ONE_RTT -> oneRtt.canOpen();
        };
    }

    /// The 1-RTT keys, maybe still without secrets.
    KeyPhases oneRtt() {
        return oneRtt;
    }

    boolean canSend(EncryptionLevel level) {
        return switch (level) {
            case INITIAL -> initial != null;
            case ZERO_RTT, HANDSHAKE -> send.containsKey(level);
            case ONE_RTT -> oneRtt.canSend();
        };
    }

    boolean isDiscarded(EncryptionLevel level) {
        return discarded.contains(level);
    }

    /// Forgets the keys of `level`, which will not be needed again.
    void discard(EncryptionLevel level) {
        if (level == EncryptionLevel.INITIAL) {
            initial = null;
        }
        send.remove(level);
        receive.remove(level);
        discarded.add(level);
    }
}
