package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.message.EncodedMessage;

import java.util.List;
import java.util.Optional;

/// Reads which application protocols a client offers, without answering it.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7301#section-3.1 RFC 7301, section 3.1
public final class OfferedProtocols {
    private OfferedProtocols() {}

    /// The protocols that a handshake which begins with these bytes offers, in the client's order.
    ///
    /// @return empty if the ClientHello is not whole; no names if there are none, or it is no
    ///   ClientHello, which is for the handshake to refuse
    public static Optional<List<String>> in(byte[] beginning) {
        try {
            MessageAssembler assembler = new MessageAssembler();
            assembler.append(EncryptionLevel.INITIAL, beginning, 0, beginning.length);
            EncodedMessage message = assembler.next();
            return message == null ? Optional.empty() : Optional.of(namesIn(message));
        } catch (TransportException _) {
            return Optional.of(List.of());
        }
    }

    private static List<String> namesIn(EncodedMessage message) throws TransportException {
        Optional<Extension> list =
                ClientHello.decode(message)
                        .extensions()
                        .find(ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION);
        return list.isPresent() ? ProtocolNameList.decode(list.get()).names() : List.of();
    }
}
