package dev.quoll.qlog;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/// Payloads of peers that may send anything.
class PayloadProperties {
    @Property
    void anyBytesMakeAFileThatCanBeRead(@ForAll @Size(max = 1500) byte[] payload) {
        QlogText text = QlogText.of(FrameFormsTest.qlogOf(payload));

        assertThat(text.data("quic:packet_received")).hasSize(1);
    }
}
