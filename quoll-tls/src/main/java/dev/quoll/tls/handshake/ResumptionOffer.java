package dev.quoll.tls.handshake;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.tls.extension.EarlyDataIndication;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.PreSharedKeyOffer;
import dev.quoll.tls.extension.PskKeyExchangeModes;

import java.util.Optional;

/// What a ClientHello says about resumption, checked. *Immutable*.
///
/// @param keys the keys it proposes to go on with
/// @param knowsOurMode whether it can resume as we do, with a fresh key exchange
/// @param hasEarlyData whether 0-RTT packets follow
record ResumptionOffer(
        Optional<PreSharedKeyOffer> keys, boolean knowsOurMode, boolean hasEarlyData) {
    /// @throws TransportException illegal_parameter for pre_shared_key that is not the last
    ///   extension, or early data without it; missing_extension for it without modes
    static ResumptionOffer of(Extensions offer) throws TransportException {
        if (!offer.isLastIfPresent(ExtensionType.PRE_SHARED_KEY)) { // RFC 8446 §4.2.11
            throw Alert.illegalParameter("pre_shared_key is not the last extension");
        }
        Optional<Extension> keys = offer.find(ExtensionType.PRE_SHARED_KEY);
        Optional<Extension> modes = offer.find(ExtensionType.PSK_KEY_EXCHANGE_MODES);
        boolean earlyData = EarlyDataIndication.isIn(offer);
        if (keys.isPresent() && modes.isEmpty()) { // RFC 8446 §4.2.9
            throw TransportException.crypto(
                    TlsAlert.MISSING_EXTENSION, "pre_shared_key without psk_key_exchange_modes");
        }
        if (keys.isEmpty() && earlyData) { // RFC 8446 §4.2.10
            throw Alert.illegalParameter("early data without pre_shared_key");
        }
        return new ResumptionOffer(
                keys.isEmpty()
                        ? Optional.empty()
                        : Optional.of(PreSharedKeyOffer.decode(keys.get())),
                modes.isPresent()
                        && PskKeyExchangeModes.decode(modes.get())
                                .codes()
                                .contains(PskKeyExchangeModes.PSK_DHE_KE),
                earlyData);
    }
}
