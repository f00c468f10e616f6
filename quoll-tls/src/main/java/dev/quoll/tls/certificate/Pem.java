package dev.quoll.tls.certificate;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// One block of a PEM text: a label and the bytes under it.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7468 RFC 7468: Textual Encodings
record Pem(String label, byte[] content) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /// All blocks of `text`; what stands between them is left out.
    ///
    /// @throws IllegalArgumentException if a block has no end or is not Base64
    static List<Pem> parse(String text) {
        List<Pem> blocks = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int labelEnd = find(text, DASHES, begin + BEGIN.length());
            String label = text.substring(begin + BEGIN.length(), labelEnd);
            int end = find(text, END + label + DASHES, labelEnd);
            blocks.add(new Pem(label, decode(text.substring(labelEnd + DASHES.length(), end))));
            begin = text.indexOf(BEGIN, end);
        }
        return blocks;
    }

    private static int find(String text, String what, int from) {
        int at = text.indexOf(what, from);
        if (at < 0) {
            throw new IllegalArgumentException("PEM text without " + what.strip());
        }
        return at;
    }

    private static byte[] decode(String base64) {
        if (base64.contains(":")) { // the headers that OpenSSL writes before encrypted keys
            throw new IllegalArgumentException(
                    "an encrypted PEM key; decrypt it with: openssl pkcs8 -topk8 -nocrypt");
        }
        return Base64.getMimeDecoder().decode(base64);
    }

    @Override
    public String toString() {
        return "Pem[" + label + ", hidden]";
    }
}
