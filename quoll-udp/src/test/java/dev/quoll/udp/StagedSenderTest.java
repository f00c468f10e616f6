package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.udp.linux.Errno;

import org.junit.jupiter.api.Test;

class StagedSenderTest {
    @Test
    void theKernelsErrorsBecomeResults() {
        assertThat(StagedSender.resultOf(Errno.EAGAIN)).isEqualTo(SendResult.WOULD_BLOCK);
        assertThat(StagedSender.resultOf(Errno.ENOBUFS)).isEqualTo(SendResult.FAILED);
        assertThat(StagedSender.resultOf(Errno.ENOMEM)).isEqualTo(SendResult.FAILED);
        assertThat(StagedSender.resultOf(Errno.EMSGSIZE)).isEqualTo(SendResult.TOO_LONG);
        assertThat(StagedSender.resultOf(Errno.ENETUNREACH)).isEqualTo(SendResult.UNREACHABLE);
        assertThat(StagedSender.resultOf(Errno.EHOSTUNREACH)).isEqualTo(SendResult.UNREACHABLE);
        assertThat(StagedSender.resultOf(Errno.ECONNREFUSED)).isEqualTo(SendResult.FAILED);
        assertThat(StagedSender.resultOf(Errno.EADDRNOTAVAIL)).isEqualTo(SendResult.UNREACHABLE);
        assertThat(StagedSender.resultOf(Errno.EAFNOSUPPORT)).isEqualTo(SendResult.UNREACHABLE);
        assertThat(StagedSender.resultOf(Errno.EBADF)).isEqualTo(SendResult.CLOSED);
        assertThat(StagedSender.resultOf(Errno.EPERM)).isEqualTo(SendResult.FAILED);
        assertThat(StagedSender.resultOf(Errno.EINVAL)).isEqualTo(SendResult.FAILED);
    }
}
