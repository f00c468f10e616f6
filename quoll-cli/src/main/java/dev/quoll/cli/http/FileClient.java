package dev.quoll.cli.http;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.cli.file.PartialFile;
import dev.quoll.cli.http.Download.Server;
import dev.quoll.cli.option.Link;
import dev.quoll.cli.report.Agreed;
import dev.quoll.cli.report.Amount;
import dev.quoll.cli.report.CipherName;
import dev.quoll.cli.report.Failure;
import dev.quoll.cli.report.Progress;
import dev.quoll.cli.report.Sha256;
import dev.quoll.cli.thread.Together;
import dev.quoll.error.StreamResetException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/// Fetches files. *Thread-safe*.
final class FileClient {
    private static final int BUFFER_LENGTH = 1 << 16;

    /// Files that are open at once, whatever the server's stream limit.
    private static final int MOST_AT_ONCE = 64;

    private record Content(long length, String sha256) {}

    private final Endpoint endpoint;
    private final Progress progress;
    private final Semaphore files = new Semaphore(MOST_AT_ONCE);

    FileClient(Endpoint endpoint, Progress progress) {
        this.endpoint = endpoint;
        this.progress = progress;
    }

    /// Fetches all of these from one server, at once and on one connection. What fails is told in
    /// the reports.
    List<FileReport> fetch(Server server, List<Download> downloads) throws IOException {
        try (Link link = connect(server)) {
            return Together.run(
                    downloads.stream()
                            .map(download -> (Callable<FileReport>) () -> fetch(link, download))
                            .toList());
        } catch (IOException e) {
            Failure failure = Failure.of(e);
            return downloads.stream()
                    .map(download -> FileReport.failed(download, failure))
                    .toList();
        }
    }

    private Link connect(Server server) throws IOException {
        InetAddress address = InetAddress.getByName(server.host());
        return Link.of(
                endpoint.startConnect(
                        new InetSocketAddress(address, server.port()), server.host()));
    }

    private FileReport fetch(Link link, Download download) {
        files.acquireUninterruptibly();
        try {
            return fetchOne(link, download);
        } catch (StreamResetException e) {
            return FileReport.failed(download, refusal(e));
        } catch (IOException e) {
            return FileReport.failed(download, Failure.of(e));
        } finally {
            files.release();
        }
    }

    private FileReport fetchOne(Link link, Download download) throws IOException {
        long start = System.nanoTime();
        Content content = link.run(connection -> receive(connection, download));
        double seconds = Amount.secondsSince(start);
        Agreed handshake = link.agreed();
        return new FileReport(
                download.url().toString(),
                download.file().toString(),
                content.length(),
                content.sha256(),
                seconds,
                CipherName.of(link.connection()),
                handshake,
                null);
    }

    private Content receive(Connection connection, Download download) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (BiStream stream = connection.openBi();
                PartialFile file = new PartialFile(download.file())) {
            stream.send().write(download.request().bytes());
            stream.send().finish();
            long length = receive(stream.recv(), file.out(), digest);
            file.complete();
            return new Content(length, HexFormat.of().formatHex(digest.digest()));
        }
    }

    private long receive(InputStream in, OutputStream out, MessageDigest digest)
            throws IOException {
        long length = 0;
        byte[] buffer = new byte[BUFFER_LENGTH];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
            digest.update(buffer, 0, count);
            progress.add(count);
            length += count;
        }
        return length;
    }

    private static Failure refusal(StreamResetException reset) {
        String words =
                reset.code() == Status.NOT_FOUND
                        ? "the server has no such file: check the path"
                        : "the server refused it with code " + reset.code();
        return new Failure("StreamReset", reset.code(), words);
    }
}
