package dev.quoll.qlog;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.Side;
import dev.quoll.core.observe.ConnectionState;
import dev.quoll.core.observe.LossTrigger;
import dev.quoll.core.observe.PacketKind;
import dev.quoll.core.stats.DropReason;

import java.util.Locale;

/// The words of qlog for ours.
final class Names {
    private static final int ALERTS = 256;

    private Names() {}

    static String of(Side side) {
        return lower(side);
    }

    static String of(PacketKind kind) {
        return switch (kind) {
            case INITIAL -> "initial";
            case ZERO_RTT -> "0RTT";
            case HANDSHAKE -> "handshake";
            case ONE_RTT -> "1RTT";
            case RETRY -> "retry";
            case VERSION_NEGOTIATION -> "version_negotiation";
        };
    }

    static String of(LossTrigger trigger) {
        return lower(trigger);
    }

    static String of(ConnectionState state) {
        return lower(state);
    }

    /// The kind of keys, such as `client_1rtt_secret`.
    static String keyType(PacketKind kind, Side sender) {
        return of(sender) + "_" + of(kind).toLowerCase(Locale.ROOT) + "_secret";
    }

    static String of(Direction direction) {
        return switch (direction) {
            case BIDIRECTIONAL -> "bidirectional";
            case UNIDIRECTIONAL -> "unidirectional";
        };
    }

    /// What kind of reason that is.
    static String trigger(DropReason reason) {
        return switch (reason) {
            case MALFORMED_HEADER, INITIAL_TOO_SMALL, INVALID_TOKEN -> "invalid";
            case UNSUPPORTED_VERSION -> "unsupported";
            case UNKNOWN_CONNECTION_ID, UNOPENED_PATH -> "connection_unknown";
            case KEYS_NOT_AVAILABLE, KEYS_DISCARDED -> "key_unavailable";
            case NOT_AUTHENTIC -> "decryption_failure";
            case DUPLICATE -> "duplicate";
            case UNEXPECTED_PACKET, OTHER_ROUTE, NOT_ACCEPTING -> "rejected";
        };
    }

    /// A transport error; codes that qlog has no word for are `unknown`.
    static String ofTransportError(long code) {
        if (code >= TransportErrorCode.CRYPTO_ERROR_BASE
                && code < TransportErrorCode.CRYPTO_ERROR_BASE + ALERTS) {
            return "crypto_error_0x" + Long.toHexString(code);
        }
        for (TransportErrorCode known : TransportErrorCode.values()) {
            if (known.code() == code && known != TransportErrorCode.VERSION_NEGOTIATION_ERROR) {
                return lower(known);
            }
        }
        return "unknown";
    }

    /// A version as eight digits.
    static String version(int wire) {
        return "%08x".formatted(wire);
    }

    /// A constant of ours as a word of theirs.
    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
