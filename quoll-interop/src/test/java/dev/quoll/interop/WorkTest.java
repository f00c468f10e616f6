package dev.quoll.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class WorkTest {
    @Test
    void theContentRepeatsAfter251Bytes() {
        // printf of 0..250, then 0, through sha256sum
        assertThat(Body.sha256(252))
                .isEqualTo("2532a2bf0a389dda8c47f22993f8d8520375fe2be9ac64d30b3ce16924948c00");
        assertThat(Body.sha256(0))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void eachModeSaysWhatGoesEachWay() {
        assertThat(List.of(Work.down(5).sentUp(), Work.down(5).sentDown())).containsExactly(0L, 5L);
        assertThat(List.of(Work.up(5).sentUp(), Work.up(5).sentDown())).containsExactly(5L, 0L);
        assertThat(List.of(Work.echo(5).sentUp(), Work.echo(5).sentDown())).containsExactly(5L, 5L);
        assertThat(Work.streams(3, 5).totalBytes()).isEqualTo(15);
        assertThat(Work.up(5).clientSha256()).isEmpty();
        assertThat(Work.handshake().clientSha256()).isEmpty();
    }
}
