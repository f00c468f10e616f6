package dev.quoll.core.params;

import static dev.quoll.core.params.TransportParameter.INITIAL_SOURCE_CONNECTION_ID;
import static dev.quoll.core.params.TransportParameter.MAX_ACK_DELAY;
import static dev.quoll.core.params.TransportParameter.MIN_ACK_DELAY;
import static dev.quoll.core.params.TransportParameter.NAT_TRAVERSAL;
import static dev.quoll.core.params.TransportParameter.PREFERRED_ADDRESS;
import static dev.quoll.core.params.TransportParameter.VERSION_INFORMATION;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Reads transport parameters and checks each of them, and some against each other.
final class ParametersReader {
    /// How many parameters a peer may send, known or not.
    static final int MAX_COUNT = 256;

    private final ByteReader value = new ByteReader(TransportErrorCode.TRANSPORT_PARAMETER_ERROR);
    private final TransportParameters.Builder parameters = TransportParameters.builder();
    private final Set<Long> seen = new HashSet<>();
    private final Side sender;

    private ParametersReader(Side sender) {
        this.sender = sender;
    }

    static TransportParameters read(byte[] encoded, Side sender) throws TransportException {
        ParametersReader reader = new ParametersReader(sender);
        ByteReader in = new ByteReader(TransportErrorCode.TRANSPORT_PARAMETER_ERROR);
        in.reset(encoded, 0, encoded.length);
        while (in.hasRemaining()) {
            reader.readOne(in);
        }
        TransportParameters parameters = reader.parameters.build();
        checkTogether(parameters, sender);
        return parameters;
    }

    private void readOne(ByteReader in) throws TransportException {
        long id = in.varint();
        int length = in.countOfBytes();
        value.reset(in.array(), in.skip(length), length);
        if (!seen.add(id)) { // RFC 9000 §7.4
            throw malformed("parameter 0x" + Long.toHexString(id) + " comes twice");
        }
        if (seen.size() > MAX_COUNT) {
            throw malformed("more than " + MAX_COUNT + " parameters");
        }
        Optional<TransportParameter<?>> known = TransportParameter.ofId(id);
        if (known.isPresent()) { // RFC 9000 §7.4.2: others are ignored
            readValue(known.get());
        }
    }

    private <T> void readValue(TransportParameter<T> parameter) throws TransportException {
        if (!parameter.maySend(sender)) { // RFC 9000 §18.2
            throw malformed("a client must not send " + parameter);
        }
        parameters.set(parameter, parameter.read(value));
    }

    private static void checkTogether(TransportParameters parameters, Side sender)
            throws TransportException {
        boolean hasEmptyId =
                parameters.find(INITIAL_SOURCE_CONNECTION_ID).stream()
                        .anyMatch(id -> id.length() == 0);
        if (hasEmptyId && parameters.find(PREFERRED_ADDRESS).isPresent()) { // RFC 9000 §18.2
            throw malformed("a preferred address, but no connection IDs");
        }
        long maxAckDelayMicros = parameters.value(MAX_ACK_DELAY) * 1000;
        if (parameters.find(MIN_ACK_DELAY).orElse(0L) > maxAckDelayMicros) { // ack-frequency §3
            throw malformed("min_ack_delay is over max_ack_delay");
        }
        Optional<OptionalLong> traversal = parameters.find(NAT_TRAVERSAL);
        if (traversal.isPresent() && traversal.get().isPresent() != (sender == Side.SERVER)) {
            throw malformed("only a server's nat_traversal has a value"); // nat-traversal §4.5
        }
        Optional<VersionInformation> versions = parameters.find(VERSION_INFORMATION);
        if (sender == Side.CLIENT
                && versions.isPresent()
                && !versions.get().available().contains(versions.get().chosen())) {
            throw malformed("the chosen version is not available"); // RFC 9368 §4
        }
    }

    private static TransportException malformed(String reason) {
        return new TransportException(TransportErrorCode.TRANSPORT_PARAMETER_ERROR, reason);
    }
}
