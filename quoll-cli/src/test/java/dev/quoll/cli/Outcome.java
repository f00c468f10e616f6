package dev.quoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import picocli.CommandLine;

import tools.jackson.jr.ob.JSON;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/// What a command that ran to its end left behind. *Immutable*.
record Outcome(int status, String out, String err) {
    /// Runs a command in this thread.
    static Outcome of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int status = command.execute(arguments);
        return new Outcome(status, out.toString(), err.toString());
    }

    /// It ended with this status; if not, the test shows what it said.
    Outcome endedWith(int expected) {
        assertThat(status).as(out + err).isEqualTo(expected);
        return this;
    }

    /// The last line of its output, an object.
    Map<String, Object> json() {
        List<String> lines = out.lines().toList();
        return JSON.std.mapFrom(lines.getLast());
    }
}
