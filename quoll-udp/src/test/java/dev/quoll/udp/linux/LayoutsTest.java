package dev.quoll.udp.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The layouts against what a C compiler makes of the structures on both processors.
class LayoutsTest {
    @Test
    void structuresAreAsLongAsInC() {
        assertThat(Layouts.IOVEC.byteSize()).isEqualTo(16);
        assertThat(Layouts.MSGHDR.byteSize()).isEqualTo(56);
        assertThat(Layouts.MMSGHDR.byteSize()).isEqualTo(64);
        assertThat(Layouts.CMSGHDR.byteSize()).isEqualTo(16);
        assertThat(Layouts.SOCKADDR_IN.byteSize()).isEqualTo(16);
        assertThat(Layouts.SOCKADDR_IN6.byteSize()).isEqualTo(28);
        assertThat(Layouts.IN_PKTINFO.byteSize()).isEqualTo(12);
        assertThat(Layouts.IN6_PKTINFO.byteSize()).isEqualTo(20);
        assertThat(Layouts.POLLFD.byteSize()).isEqualTo(8);
        assertThat(Layouts.TIMESPEC.byteSize()).isEqualTo(16);
    }

    @Test
    void fieldsAreWhereTheyAreInC() {
        assertThat(Layouts.MSG_NAMELEN).isEqualTo(8);
        assertThat(Layouts.MSG_IOV).isEqualTo(16);
        assertThat(Layouts.MSG_IOVLEN).isEqualTo(24);
        assertThat(Layouts.MSG_CONTROL).isEqualTo(32);
        assertThat(Layouts.MSG_CONTROLLEN).isEqualTo(40);
        assertThat(Layouts.MSG_FLAGS).isEqualTo(48);
        assertThat(Layouts.MSG_LEN).isEqualTo(56);
        assertThat(Layouts.SIN6_ADDR).isEqualTo(8);
        assertThat(Layouts.SIN6_SCOPE_ID).isEqualTo(24);
        assertThat(Layouts.IPI_SPEC_DST).isEqualTo(4);
        assertThat(Layouts.IPI6_IFINDEX).isEqualTo(16);
    }
}
