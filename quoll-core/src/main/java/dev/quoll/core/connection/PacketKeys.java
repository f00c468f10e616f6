package dev.quoll.core.connection;

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
    private final QuicVersion version;
    private final Map<EncryptionLevel, SendKeys> send = new EnumMap<>(EncryptionLevel.class);
    private final Map<EncryptionLevel, ReceiveKeys> receive = new EnumMap<>(EncryptionLevel.class);
    private final Set<EncryptionLevel> discarded = EnumSet.noneOf(EncryptionLevel.class);
    private final KeyPhases oneRtt;

    PacketKeys(PacketProtection protection, QuicVersion version) {
        this.protection = protection;
        this.version = version;
        this.oneRtt = new KeyPhases(protection, version);
    }

    void onWriteSecret(EncryptionLevel level, TrafficSecret secret) {
        if (level == EncryptionLevel.ONE_RTT) {
            oneRtt.onWriteSecret(secret);
            return;
        }
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
        receive.put(
                level,
                new ReceiveKeys(
                        protection.opener(version, secret),
                        protection.headerProtector(version, secret)));
        secret.destroy();
    }

    /// The keys to send with below 1-RTT; `null` before TLS made them and after they are discarded.
    @Nullable SendKeys send(EncryptionLevel level) {
        return send.get(level);
    }

    /// The keys to open with below 1-RTT; `null` before TLS made them and after they are discarded.
    @Nullable ReceiveKeys receive(EncryptionLevel level) {
        return receive.get(level);
    }

    /// The 1-RTT keys, maybe still without secrets.
    KeyPhases oneRtt() {
        return oneRtt;
    }

    boolean canSend(EncryptionLevel level) {
        return level == EncryptionLevel.ONE_RTT ? oneRtt.canSend() : send.containsKey(level);
    }

    boolean isDiscarded(EncryptionLevel level) {
        return discarded.contains(level);
    }

    /// Forgets the keys of `level`, which will not be needed again.
    void discard(EncryptionLevel level) {
        send.remove(level);
        receive.remove(level);
        discarded.add(level);
    }
}
