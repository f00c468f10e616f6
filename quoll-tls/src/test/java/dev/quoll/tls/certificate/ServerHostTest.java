package dev.quoll.tls.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerHostTest {
    @ParameterizedTest
    @CsvSource({
        "server.test, server.test",
        "server.test., server.test",
        "localhost, localhost",
        "bücher.test, xn--bcher-kva.test"
    })
    void aNameGoesIntoSni(String given, String sent) {
        assertThat(ServerHost.parse(given).serverName()).contains(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "[::1]", "2001:db8::1"})
    void anAddressDoesNot(String literal) {
        ServerHost host = ServerHost.parse(literal);

        assertThat(host).isInstanceOf(ServerHost.Address.class);
        assertThat(host.serverName()).isEmpty();
    }

    @Test
    void bracketsAreTakenOffAnAddress() {
        assertThat(ServerHost.parse("[::1]").text()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a b", "a..b", "server.test:443", "[server"})
    void whatIsNeitherIsRefused(String text) {
        assertThatThrownBy(() -> ServerHost.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
