package dev.quoll.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.CloseCause;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.StreamResetException;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

/// Exceptions in one line, for people and for programs.
class ErrorLineTest {
    @Test
    void wordsOfThePeerCannotSteerTheTerminal() {
        byte[] reason =
                "\u001b[2Jgone\r\nquoll: all is well\u009b".getBytes(StandardCharsets.UTF_8);
        CloseCause cause = new CloseCause.ApplicationClosed(7, reason);

        assertThat(ErrorLine.of(new ConnectionException(cause)))
                .contains("?[2Jgone??quoll: all is well?")
                .hasLineCount(1);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(ErrorLine.of(new NoSuchFileException("a/b"))).isEqualTo("there is no file a/b");
    }

    @Test
    void anExceptionWithoutWordsHasItsName() {
        assertThat(ErrorLine.of(new IOException())).isEqualTo("IOException");
    }

    @Test
    void whatCameTooLateIsNotInterrupted() {
        assertThat(ErrorLine.of(new SocketTimeoutException("no answer"))).isEqualTo("no answer");
        assertThat(ErrorLine.of(new InterruptedIOException("x"))).isEqualTo("interrupted");
    }

    @Test
    void forProgramsTheCauseHasItsTypeAndCode() {
        assertThat(Failure.of(new CloseCause.TimedOut()).type()).isEqualTo("TimedOut");
        assertThat(Failure.of(new CloseCause.TimedOut()).code()).isNull();
        assertThat(Failure.of(new StreamResetException(404)))
                .extracting(Failure::type, Failure::code)
                .containsExactly("StreamReset", 404L);
        assertThat(Failure.of(new WrongContentException("x")).type()).isEqualTo("WrongContent");
        assertThat(Failure.of(new IOException("x")).type()).isEqualTo("Other");
    }
}
