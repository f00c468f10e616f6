package dev.quoll.tls.certificate;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// As much of DER as it takes to turn an old private key into PKCS#8 and to look into one: elements
/// are a tag, a length and that many bytes. Used on the user's own files only, never on what a peer
/// sent. *Confined*.
final class Der {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;
    static final int CONTEXT_0 = 0xa0;
    static final int CONTEXT_1 = 0xa1;

    private final byte[] bytes;
    private int position;

    Der(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Reads inside the next element, which has this tag.
    Der enter(int tag) {
        return new Der(content(tag));
    }

    boolean isEmpty() {
        return position == bytes.length;
    }

    /// Whether there is a next element, with this tag.
    boolean nextIs(int tag) {
        return !isEmpty() && (bytes[position] & 0xff) == tag;
    }

    void skip(int tag) {
        content(tag);
    }

    /// The content of the next element, which has this tag.
    byte[] content(int tag) {
        if (next() != tag) {
            throw new IllegalArgumentException("a private key without element " + tag);
        }
        int length = length();
        if (length > bytes.length - position) {
            throw new IllegalArgumentException("a private key that ends early");
        }
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    private int length() {
        int first = next();
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | next();
            if (length > bytes.length) {
                throw new IllegalArgumentException("a private key that ends early");
            }
        }
        return length;
    }

    private int next() {
        if (isEmpty()) {
            throw new IllegalArgumentException("a private key that ends early");
        }
        return bytes[position++] & 0xff;
    }

    static byte[] sequence(byte[]... elements) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] element : elements) {
            content.writeBytes(element);
        }
        return wrap(SEQUENCE, content.toByteArray());
    }

    /// An element of up to 65,535 bytes, its length in the fewest bytes as DER demands.
    static byte[] wrap(int tag, byte[] content) {
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.length >= 0x100) {
            element.write(0x82);
            element.write(content.length >>> 8);
        } else if (content.length >= 0x80) {
            element.write(0x81);
        }
        element.write(content.length);
        element.writeBytes(content);
        return element.toByteArray();
    }
}
