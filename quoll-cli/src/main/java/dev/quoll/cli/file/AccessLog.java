package dev.quoll.cli.file;

import dev.quoll.cli.report.Amount;
import dev.quoll.cli.report.ErrorLine;
import dev.quoll.cli.report.HostAndPort;

import java.io.PrintWriter;
import java.net.InetSocketAddress;

/// Prints one line for each request. *Thread-safe*.
public final class AccessLog {
    private final PrintWriter out;

    public AccessLog(PrintWriter out) {
        this.out = out;
    }

    /// A file was delivered.
    public void answered(InetSocketAddress client, String target, long length) {
        print(client, target + " " + Amount.bytes(length));
    }

    /// The stream was reset with `status`.
    public void refused(InetSocketAddress client, String target, long status) {
        print(client, target + " refused with code " + status);
    }

    /// A file could not be read, or the client went away.
    public void failed(InetSocketAddress client, Throwable failure) {
        print(client, "not delivered: " + ErrorLine.of(failure));
    }

    private void print(InetSocketAddress client, String what) {
        synchronized (out) {
            out.println(
                    ErrorLine.printable(
                            HostAndPort.of(client) + " " + what)); // the target is the client's
            out.flush();
        }
    }
}
