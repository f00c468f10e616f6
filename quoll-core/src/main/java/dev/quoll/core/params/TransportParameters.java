package dev.quoll.core.params;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The transport parameters of one side. Immutable.
///
/// ```java
/// TransportParameters ours =
///         TransportParameters.builder()
///                 .set(TransportParameter.INITIAL_MAX_DATA, 1_000_000L)
///                 .set(TransportParameter.INITIAL_SOURCE_CONNECTION_ID, id)
///                 .build();
/// long limit = theirs.value(TransportParameter.INITIAL_MAX_DATA);
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-18 RFC 9000, section 18
public final class TransportParameters {
    /// Only what differs from the default; each value has the type of its row.
    private final Map<TransportParameter<?>, Object> values;

    private TransportParameters(Map<TransportParameter<?>, Object> values) {
        this.values = Map.copyOf(values);
    }

    /// Reads what a peer sent.
    ///
    /// @param sender which side the peer is
    /// @throws TransportException TRANSPORT_PARAMETER_ERROR if anything about them is wrong
    public static TransportParameters read(byte[] encoded, Side sender) throws TransportException {
        return ParametersReader.read(encoded, sender);
    }

    /// Begins with defaults only.
    public static Builder builder() {
        return new Builder();
    }

    /// The value sent, or the one that holds when none was.
    ///
    /// @throws IllegalStateException if none was sent and absence has a meaning itself: see [#find]
    public <T> T value(TransportParameter<T> parameter) {
        return find(parameter)
                .or(parameter::whenAbsent)
                .orElseThrow(() -> new IllegalStateException("no " + parameter));
    }

    /// The value that differs from the default, if there is one.
    @SuppressWarnings("unchecked") // the builder puts in nothing but values of the row's type
    public <T> Optional<T> find(TransportParameter<T> parameter) {
        return Optional.ofNullable((T) values.get(parameter));
    }

    /// The bytes for the TLS extension, in the order of the parameters' numbers.
    public byte[] encode() {
        return ParametersWriter.encode(this);
    }

    /// The bytes for the TLS extension with one more parameter that means nothing, so that peers do
    /// not forget to ignore what they do not know (RFC 9000 §18.1).
    public byte[] encodeWithGrease(RandomGenerator random) {
        return ParametersWriter.encodeWithGrease(this, random);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TransportParameters that && that.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        Map<String, Object> inOrder = new LinkedHashMap<>();
        for (TransportParameter<?> parameter : TransportParameter.ALL) {
            find(parameter).ifPresent(value -> inOrder.put(parameter.toString(), value));
        }
        return "TransportParameters" + inOrder;
    }

    /// Collects parameters. *Confined*.
    public static final class Builder {
        private final Map<TransportParameter<?>, Object> values = new LinkedHashMap<>();

        private Builder() {}

        /// Sets a parameter; the default is the same as nothing.
        ///
        /// @throws IllegalArgumentException if the peer would refuse the value
        public <T> Builder set(TransportParameter<T> parameter, T value) {
            parameter.check(value);
            if (parameter.whenAbsent().equals(Optional.of(value))) {
                values.remove(parameter);
            } else {
                values.put(parameter, value);
            }
            return this;
        }

        /// The parameters set so far.
        public TransportParameters build() {
            return new TransportParameters(values);
        }
    }
}
