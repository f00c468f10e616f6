package dev.quoll.qlog;

import dev.quoll.core.error.CloseCause;

import tools.jackson.core.JsonGenerator;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Why a connection ended. *Confined*.
final class CloseFields {
    private final JsonGenerator json;

    CloseFields(JsonGenerator json) {
        this.json = json;
    }

    void write(CloseCause cause) {
        switch (cause) {
            case CloseCause.VersionMismatch(List<Integer> offered) -> {
                json.writeArrayPropertyStart("offered_versions");
                offered.forEach(each -> json.writeString(Names.version(each)));
                json.writeEndArray();
                trigger("version_mismatch");
            }
            case CloseCause.LocalTransportError error -> {
                initiator("local");
                transportError(error.code(), error.reason());
                trigger("error");
            }
            case CloseCause.PeerTransportClose(long code, _, String reason) -> {
                initiator("remote");
                transportError(code, reason);
                trigger("error");
            }
            case CloseCause.ApplicationClosed closed -> {
                initiator("remote");
                applicationError(closed.code());
                reason(new String(closed.reason(), StandardCharsets.UTF_8));
                trigger("application");
            }
            case CloseCause.LocallyClosed(long code) -> {
                initiator("local");
                applicationError(code);
                trigger("application");
            }
            case CloseCause.StatelessReset() -> {
                initiator("remote");
                trigger("stateless_reset");
            }
            case CloseCause.TimedOut() -> trigger("idle_timeout");
            case CloseCause.ConnectionIdsExhausted() -> {
                reason("no connection ID is left");
                trigger("aborted");
            }
        }
    }

    private void initiator(String side) {
        json.writeStringProperty("initiator", side);
    }

    private void transportError(long code, String reason) {
        json.writeStringProperty("connection_error", Names.ofTransportError(code));
        json.writeNumberProperty("error_code", code);
        reason(reason);
    }

    private void applicationError(long code) {
        json.writeStringProperty("application_error", "unknown");
        json.writeNumberProperty("error_code", code);
    }

    private void reason(String words) {
        if (!words.isEmpty()) {
            json.writeStringProperty("reason", words);
        }
    }

    private void trigger(String word) {
        json.writeStringProperty("trigger", word);
    }
}
