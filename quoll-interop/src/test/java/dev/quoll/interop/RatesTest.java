package dev.quoll.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.List;

class RatesTest {
    @Test
    void theDeviationIsThatOfASample() {
        Rates rates = new Rates(List.of(9000L, 9100L, 9200L));

        assertThat(rates.mean()).isEqualTo(9100);
        assertThat(rates.deviation()).isEqualTo(100);
        assertThat(rates.summary()).isEqualTo("9100 ± 100 kbit/s");
    }

    @Test
    void oneRunDeviatesFromNothing() {
        assertThat(Rates.of(9000).summary()).isEqualTo("9000 ± 0 kbit/s");
    }

    @Test
    void laterRunsFollow() {
        assertThat(Rates.of(9000).and(Rates.of(8000)).toString()).endsWith(" kbit/s: 9000, 8000");
    }

    @Test
    void thereIsNoRateOfNoRun() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rates(List.of()));
    }
}
