package dev.quoll.interop.nat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

@EnabledOnOs(OS.LINUX) // which has all of 127.0.0.0/8
class InsideTest {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress OTHER = InetAddress.ofLiteral("127.0.0.2");

    @Test
    void whereNothingIsTranslatedNothingDependsOnAnybody() throws IOException {
        int port = freePort();
        List<InetSocketAddress> places = Outside.places(ADDRESS, OTHER, port);
        try (Outside _ = Outside.open(ADDRESS, OTHER, port)) {
            assertThat(new Inside(places).ask())
                    .hasToString(
                            "endpoint-independent endpoint-independent preserved steady"
                                    + " no-hairpin");
        }
    }

    @Test
    void itIsSaidThatNobodyAnswers() throws IOException {
        List<InetSocketAddress> places = Outside.places(ADDRESS, OTHER, freePort());
        assertThatIOException()
                .isThrownBy(() -> new Inside(places).ask())
                .withMessageContaining("no answer");
    }

    /// The first of two free ports in a row.
    private static int freePort() throws IOException {
        while (true) {
            try (DatagramSocket first = new DatagramSocket(0, ADDRESS);
                    DatagramSocket _ = new DatagramSocket(first.getLocalPort() + 1, ADDRESS)) {
                return first.getLocalPort();
            } catch (BindException e) {
                // the second is in use
            }
        }
    }
}
