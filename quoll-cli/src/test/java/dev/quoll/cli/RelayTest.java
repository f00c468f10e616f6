package dev.quoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.Endpoint;
import dev.quoll.config.EndpointConfig;
import dev.quoll.relay.PeerKey;
import dev.quoll.relay.client.RelayCarrier;
import dev.quoll.relay.client.RelayCarrierConfig;
import dev.quoll.tls.RawKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tools.jackson.jr.ob.JSON;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;

/// `quoll relay` over real sockets: whom it serves, and what it says of it.
@Timeout(120)
class RelayTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final KeyPair keys = RawKeys.generate();
    private final String ownKey = PeerKey.of(keys.getPublic()).toString();

    @Test
    void peersRegisterAndLeave() throws Exception {
        try (RunningServer relay =
                new RunningServer("relay", "--listen", "127.0.0.1:0", "--json")) {
            String key = (String) JSON.std.mapFrom(relay.firstLine()).get("key");
            register(relay, PeerKey.parse(key));

            assertThat(event(relay, "registered")).containsEntry("key", ownKey);
            assertThat(event(relay, "gone"))
                    .containsEntry("key", ownKey)
                    .containsEntry("error", null);
            assertThat(relay.stop()).isZero();
            assertThat(relay.await("stopped")).contains("\"registered\":1");
        }
    }

    @Test
    void theSameIsSaidInWords() throws Exception {
        try (RunningServer relay =
                new RunningServer("relay", "--listen", "127.0.0.1:0", "--allow", ownKey)) {
            register(relay, PeerKey.parse(relay.key()));

            assertThat(relay.await("registered from")).startsWith(ownKey);
            assertThat(relay.await("gone")).endsWith("gone");
            assertThat(relay.stop()).isZero();
            assertThat(relay.await("carried")).startsWith("carried 0 packets of 0 B");
        }
    }

    private void register(RunningServer relay, PeerKey relayKey) throws Exception {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), relay.port());
        RelayCarrier carrier = RelayCarrier.of(RelayCarrierConfig.of(address, relayKey, keys));
        carrier.start((_, _, _, _) -> {});
        try (carrier;
                Endpoint endpoint = Endpoint.bind(EndpointConfig.builder().build())) {
            carrier.registerOver(endpoint);
            carrier.awaitRegistered(LONG);
            carrier.close();
        }
    }

    private static Map<String, Object> event(RunningServer relay, String name) throws Exception {
        return JSON.std.mapFrom(relay.await("\"event\":\"" + name + "\""));
    }
}
