package dev.quoll.qlog;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.params.PreferredAddress;
import dev.quoll.core.params.TransportParameter;
import dev.quoll.core.params.TransportParameters;
import dev.quoll.core.params.VersionInformation;

import tools.jackson.core.JsonGenerator;

import java.util.OptionalLong;

/// Transport parameters that were sent, but for reset tokens. Ours that the drafts of qlog do not
/// know have their own names, and their values as on the wire.
final class ParameterFields {
    private ParameterFields() {}

    /// Writes all that differ from their defaults.
    static void write(JsonGenerator json, TransportParameters parameters) {
        for (TransportParameter<?> each : TransportParameter.ALL) {
            parameters.find(each).ifPresent(value -> write(json, each.toString(), value));
        }
    }

    private static void write(JsonGenerator json, String name, Object value) {
        switch (value) {
            case Long number -> json.writeNumberProperty(name, number);
            case OptionalLong number -> json.writeNumberProperty(name, number.orElse(0));
            case Boolean flag -> json.writeBooleanProperty(name, flag);
            case ConnectionId id -> json.writeStringProperty(name, id.toString());
            case PreferredAddress address -> write(json, name, address);
            case VersionInformation versions -> write(json, name, versions);
            case StatelessResetToken _ -> {} // a secret
            default -> throw new AssertionError(name);
        }
    }

    private static void write(JsonGenerator json, String name, PreferredAddress address) {
        json.writeObjectPropertyStart(name);
        address.ipv4().ifPresent(v4 -> AddressFields.write(json, v4));
        address.ipv6().ifPresent(v6 -> AddressFields.write(json, v6));
        json.writeStringProperty("connection_id", address.connectionId().toString());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, VersionInformation versions) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("chosen_version", Names.version(versions.chosen()));
        json.writeArrayPropertyStart("available_versions");
        versions.available().forEach(each -> json.writeString(Names.version(each)));
        json.writeEndArray();
        json.writeEndObject();
    }
}
