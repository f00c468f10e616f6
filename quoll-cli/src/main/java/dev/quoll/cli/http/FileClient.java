package dev.quoll.cli.http;

import dev.quoll.Endpoint;
import dev.quoll.cli.file.PartialFile;
import dev.quoll.cli.file.Received;
import dev.quoll.cli.http.Download.Server;
import dev.quoll.cli.http3.StatusException;
import dev.quoll.cli.option.Link;
import dev.quoll.cli.report.Agreed;
import dev.quoll.cli.report.Amount;
import dev.quoll.cli.report.CipherName;
import dev.quoll.cli.report.Failure;
import dev.quoll.cli.report.PathReport;
import dev.quoll.cli.report.Progress;
import dev.quoll.cli.report.Sha256;
import dev.quoll.cli.thread.Together;
import dev.quoll.error.StreamResetException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// Fetches files. *Thread-safe*.
final class FileClient {
    /// Files that are open at once, whatever the server's stream limit.
    private static final int MOST_AT_ONCE = 64;

    private record Content(long length, String sha256, Duration longestPause) {}

    private final Endpoint endpoint;
    private final FileProtocol.Kind kind;
    private final List<InetAddress> locals;
    private final Progress progress;
    private final Queue<PathReport> paths = new ConcurrentLinkedQueue<>();
    private final Semaphore files = new Semaphore(MOST_AT_ONCE);

    /// @param locals addresses of this machine from which further paths are opened
    FileClient(
            Endpoint endpoint,
            FileProtocol.Kind kind,
            List<InetAddress> locals,
            Progress progress) {
        this.endpoint = endpoint;
        this.kind = kind;
        this.locals = locals;
        this.progress = progress;
    }

    /// Fetches all of these from one server, at once and on one connection. What fails is told in
    /// the reports.
    List<FileReport> fetch(Server server, List<Download> downloads) throws IOException {
        try (Link link = connect(server)) {
            FurtherPaths further = FurtherPaths.open(link.connection(), locals);
            FileProtocol protocol = kind.on(link.connection());
            List<FileReport> files =
                    Together.run(
                            downloads.stream()
                                    .map(
                                            download ->
                                                    (Callable<FileReport>)
                                                            () -> fetch(link, protocol, download))
                                    .toList());
            paths.addAll(further.report());
            return files;
        } catch (IOException e) {
            Failure failure = Failure.of(e);
            return downloads.stream()
                    .map(download -> FileReport.failed(download, failure))
                    .toList();
        }
    }

    /// What went over the paths, of all connections that were used so far.
    List<PathReport> paths() {
        return List.copyOf(paths);
    }

    private Link connect(Server server) throws IOException {
        InetAddress address = InetAddress.getByName(server.host());
        return Link.of(
                endpoint.startConnect(new InetSocketAddress(address, server.port()), server.host()),
                kind.lastCode());
    }

    private FileReport fetch(Link link, FileProtocol protocol, Download download) {
        files.acquireUninterruptibly();
        try {
            return fetchOne(link, protocol, download);
        } catch (StreamResetException e) {
            return FileReport.failed(download, refusal("StreamReset", e.code()));
        } catch (StatusException e) {
            return FileReport.failed(download, refusal("HttpStatus", e.status()));
        } catch (IOException e) {
            return FileReport.failed(download, Failure.of(e));
        } finally {
            files.release();
        }
    }

    private FileReport fetchOne(Link link, FileProtocol protocol, Download download)
            throws IOException {
        long start = System.nanoTime();
        Content content = link.run(_ -> receive(protocol, download));
        double seconds = Amount.secondsSince(start);
        Agreed handshake = link.agreed();
        return new FileReport(
                download.url().toString(),
                download.file().toString(),
                content.length(),
                content.sha256(),
                seconds,
                content.longestPause().toMillis(),
                CipherName.of(link.connection()),
                handshake,
                null);
    }

    private Content receive(FileProtocol protocol, Download download) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (PartialFile file = new PartialFile(download.file())) {
            Received content = new Received(file.out(), digest, progress);
            protocol.get(download, content);
            file.complete();
            return new Content(
                    content.length(),
                    HexFormat.of().formatHex(digest.digest()),
                    content.longestPause());
        }
    }

    private static Failure refusal(String type, long code) {
        String words =
                code == Status.NOT_FOUND
                        ? "the server has no such file: check the path"
                        : "the server refused it with code " + code;
        return new Failure(type, code, words);
    }
}
