package dev.quoll.cli.http3;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// How long the content of a message says it is.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9110#section-8.6 RFC 9110, section 8.6: Content-Length
final class ContentLength {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}"); // below 2^63

    private ContentLength() {}

    /// Reads the field; empty if there is none.
    ///
    /// @throws Http3Exception H3_MESSAGE_ERROR if it is no number, or two that differ
    static OptionalLong of(HttpFields fields) throws Http3Exception {
        List<String> values =
                fields.getValuesList(HttpHeader.CONTENT_LENGTH).stream().distinct().toList();
        if (values.isEmpty()) {
            return OptionalLong.empty();
        }
        if (values.size() > 1 || !NUMBER.matcher(values.getFirst()).matches()) {
            throw Http3Exception.ofStream(
                    ErrorCode.H3_MESSAGE_ERROR, "a content length of " + values);
        }
        return OptionalLong.of(Long.parseLong(values.getFirst()));
    }
}
