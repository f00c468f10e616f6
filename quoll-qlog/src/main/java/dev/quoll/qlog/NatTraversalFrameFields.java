package dev.quoll.qlog;

import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.frame.AddAddressFrame;
import dev.quoll.core.frame.NatTraversalFrame;
import dev.quoll.core.frame.PunchMeNowFrame;
import dev.quoll.core.frame.ReachOutFrame;
import dev.quoll.core.frame.RemoveAddressFrame;

import tools.jackson.core.JsonGenerator;

import java.net.InetSocketAddress;

/// The frames of NAT traversal, by names of ours: their own in small letters. *Confined*.
final class NatTraversalFrameFields {
    private final JsonGenerator json;

    NatTraversalFrameFields(JsonGenerator json) {
        this.json = json;
    }

    /// Writes the fields of a frame into the object that is open.
    void write(NatTraversalFrame frame) {
        switch (frame) {
            case AddAddressFrame(
                            NatTraversalVariant variant,
                            long number,
                            InetSocketAddress address) -> {
                begin("add_address", variant, "sequence_number", number);
                AddressFields.write(json, address);
            }
            case RemoveAddressFrame(NatTraversalVariant variant, long number) ->
                    begin("remove_address", variant, "sequence_number", number);
            case ReachOutFrame(long round, InetSocketAddress address) -> {
                begin("reach_out", frame.variant(), "round", round);
                AddressFields.write(json, address);
            }
            case PunchMeNowFrame(long round, long pairedWith, InetSocketAddress address) -> {
                begin("punch_me_now", frame.variant(), "round", round);
                json.writeNumberProperty("paired_with", pairedWith);
                AddressFields.write(json, address);
            }
        }
    }

    private void begin(String type, NatTraversalVariant variant, String field, long value) {
        json.writeStringProperty("frame_type", type);
        json.writeStringProperty("variant", Names.lower(variant));
        json.writeNumberProperty(field, value);
    }
}
