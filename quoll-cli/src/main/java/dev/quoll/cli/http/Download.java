package dev.quoll.cli.http;

import dev.quoll.cli.file.PathSegment;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/// A file to fetch, and where it goes. *Immutable*.
///
/// @param url an absolute `https` URL with a host
/// @param file the name it will have
record Download(URI url, Path file) {
    private static final int DEFAULT_PORT = 443;
    private static final String INDEX = "index.html";

    /// Reads a URL; the file has the last name of its path, in `folder`.
    ///
    /// @throws IllegalArgumentException if it is no such URL, or its last name is no file's
    static Download of(String text, Path folder) {
        URI url = parse(text);
        if (!"https".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("'" + text + "' is not https://HOST[:PORT]/PATH");
        }
        return new Download(url, folder.resolve(fileName(url)));
    }

    /// Where the server is; a connection is shared by all downloads of one server.
    Server server() {
        String host = url.getHost().replaceAll("^\\[|]$", "");
        return new Server(host, url.getPort() < 0 ? DEFAULT_PORT : url.getPort());
    }

    /// A server's host name or address, and port. *Immutable*.
    record Server(String host, int port) {}

    /// What the server is asked for.
    Request request() {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new Request(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery());
    }

    private static URI parse(String text) {
        try {
            return new URI(new URI(text).toASCIIString());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + text + "' is not a URL", e);
        }
    }

    private static Path fileName(URI url) {
        String path = url.getRawPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        return PathSegment.fileName(last.isEmpty() ? INDEX : last)
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + last + "' is no name for a file"));
    }
}
