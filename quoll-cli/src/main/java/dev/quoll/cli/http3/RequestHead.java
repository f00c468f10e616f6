package dev.quoll.cli.http3;

import static dev.quoll.cli.http3.ErrorCode.H3_MESSAGE_ERROR;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MetaData;

/// A request as far as it matters here. *Immutable*.
///
/// @param method such as `GET`
/// @param target path and query as they were sent
record RequestHead(String method, String target) {
    /// Reads a head.
    ///
    /// @throws Http3Exception H3_MESSAGE_ERROR if it names no host
    static RequestHead of(MetaData.Request request) throws Http3Exception {
        boolean hasHost =
                request.getHttpURI().getAuthority() != null
                        || request.getHttpFields().contains(HttpHeader.HOST);
        if (!hasHost) { // RFC 9114 §4.3.1
            throw Http3Exception.ofStream(H3_MESSAGE_ERROR, "neither :authority nor host");
        }
        String target = request.getHttpURI().getPathQuery();
        return new RequestHead(request.getMethod(), target == null ? "" : target);
    }
}
