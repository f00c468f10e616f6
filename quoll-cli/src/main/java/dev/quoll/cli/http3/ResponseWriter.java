package dev.quoll.cli.http3;

import dev.quoll.SendStream;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http.MimeTypes;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// Writes one response. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9114#section-4.1 RFC 9114, section 4.1
final class ResponseWriter {
    private static final int BUFFER_LENGTH = 1 << 16;
    private static final String ANY_TYPE = "application/octet-stream";

    private final Http3Connection http;
    private final SendStream out;

    ResponseWriter(Http3Connection http, SendStream out) {
        this.http = http;
        this.out = out;
    }

    /// Sends a file.
    ///
    /// @return its length
    long file(Path file) throws IOException {
        // The path has no links; one that has become a link since is not followed.
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            long length = fileHead(file);
            FrameWriter.writeHeader(out, FrameType.DATA, length);
            copy(in, length);
            end();
            return length;
        }
    }

    /// Sends what [#file] sends before the content.
    ///
    /// @return the file's length
    long headOfFile(Path file) throws IOException {
        long length = fileHead(file);
        end();
        return length;
    }

    /// Sends a status without content.
    void status(int status, HttpField... fields) throws IOException {
        HttpFields.Mutable all = HttpFields.build().put(HttpHeader.CONTENT_LENGTH, 0);
        for (HttpField field : fields) {
            all.put(field);
        }
        head(status, all);
        end();
    }

    private long fileHead(Path file) throws IOException {
        long length = Files.size(file);
        String type = MimeTypes.DEFAULTS.getMimeByExtension(String.valueOf(file.getFileName()));
        head(
                200,
                HttpFields.build()
                        .put(HttpHeader.CONTENT_LENGTH, length)
                        .put(HttpHeader.CONTENT_TYPE, Optional.ofNullable(type).orElse(ANY_TYPE)));
        return length;
    }

    private void head(int status, HttpFields fields) throws IOException {
        MetaData.Response head = new MetaData.Response(status, null, HttpVersion.HTTP_3, fields);
        FrameWriter.write(out, FrameType.HEADERS, http.encode(out.id(), head));
    }

    /// Exactly as much as the head says, whatever has become of the file.
    private void copy(InputStream in, long length) throws IOException {
        byte[] buffer = new byte[BUFFER_LENGTH];
        for (long left = length; left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException("the file has become shorter");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    private void end() throws IOException {
        out.finish();
        out.awaitDelivered();
    }
}
