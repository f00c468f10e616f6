package dev.quoll.tls.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.NamedGroupList;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.ServerName;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.extension.SupportedVersions;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Messages come back as they were written, and no bytes do harm.
class MessageProperties {
    private static final int FIRST_UNKNOWN_EXTENSION = 0x1000;

    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    }

    @Provide
    Arbitrary<byte[]> someBytes() {
        return Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(200);
    }

    @Provide
    Arbitrary<List<byte[]>> certificates() {
        return someBytes().list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<byte[]> sessionIds() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(32);
    }

    @Provide
    Arbitrary<byte[]> randoms() {
        return Arbitraries.bytes().array(byte[].class).ofSize(ClientHello.RANDOM_LENGTH);
    }

    @Provide
    Arbitrary<Extensions> extensions() {
        Arbitrary<Integer> types = Arbitraries.integers().between(FIRST_UNKNOWN_EXTENSION, 0xffff);
        return Combinators.combine(types, bytes())
                .as(Extension::new)
                .list()
                .uniqueElements(Extension::type)
                .ofMaxSize(5)
                .map(Extensions::new);
    }

    @Provide
    Arbitrary<List<Integer>> codes() {
        return Arbitraries.integers().between(0, 0xffff).list().ofMinSize(1).ofMaxSize(20);
    }

    @Property
    void clientHello(
            @ForAll("randoms") byte[] random,
            @ForAll("sessionIds") byte[] sessionId,
            @ForAll("codes") List<Integer> suites,
            @ForAll("someBytes") byte[] compression,
            @ForAll("extensions") Extensions extensions)
            throws TransportException {
        ClientHello hello =
                new ClientHello(0x0303, random, sessionId, suites, compression, extensions);

        assertSame(hello, ClientHello.decode(encoded(hello)));
    }

    @Property
    void serverHello(
            @ForAll("randoms") byte[] random,
            @ForAll("sessionIds") byte[] sessionId,
            @ForAll @IntRange(max = 0xffff) int suite,
            @ForAll("extensions") Extensions extensions)
            throws TransportException {
        ServerHello hello = new ServerHello(0x0303, random, sessionId, suite, 0, extensions);

        assertSame(hello, ServerHello.decode(encoded(hello)));
    }

    @Property
    void encryptedExtensions(@ForAll("extensions") Extensions extensions)
            throws TransportException {
        EncryptedExtensions message = new EncryptedExtensions(extensions);

        assertSame(message, EncryptedExtensions.decode(encoded(message)));
    }

    @Property
    void certificateRequest(
            @ForAll("bytes") byte[] context, @ForAll("extensions") Extensions extensions)
            throws TransportException {
        CertificateRequest message = new CertificateRequest(context, extensions);

        assertSame(message, CertificateRequest.decode(encoded(message)));
    }

    @Property
    void certificate(
            @ForAll("bytes") byte[] context,
            @ForAll("certificates") List<byte[]> certificates,
            @ForAll("extensions") Extensions extensions)
            throws TransportException {
        CertificateMessage message =
                new CertificateMessage(
                        context,
                        certificates.stream()
                                .map(data -> new CertificateMessage.Entry(data, extensions))
                                .toList());

        assertSame(message, CertificateMessage.decode(encoded(message)));
    }

    @Property
    void certificateVerify(
            @ForAll @IntRange(max = 0xffff) int scheme, @ForAll("bytes") byte[] signature)
            throws TransportException {
        CertificateVerify message = new CertificateVerify(scheme, signature);

        assertSame(message, CertificateVerify.decode(encoded(message)));
    }

    @Property
    void newSessionTicket(
            @ForAll @IntRange(min = 0) int lifetime,
            @ForAll("bytes") byte[] nonce,
            @ForAll("someBytes") byte[] ticket,
            @ForAll("extensions") Extensions extensions)
            throws TransportException {
        NewSessionTicket message =
                new NewSessionTicket(lifetime, 0xfedcba98L, nonce, ticket, extensions);

        NewSessionTicket decoded = NewSessionTicket.decode(encoded(message));
        assertSame(message, decoded);
        assertThat(decoded.ageAdd()).isEqualTo(0xfedcba98L);
    }

    @Property
    void listsOfNumbers(@ForAll("codes") List<Integer> codes) throws TransportException {
        assertThat(NamedGroupList.decode(new NamedGroupList(codes).encode()).codes())
                .isEqualTo(codes);
        assertThat(SignatureSchemeList.decode(new SignatureSchemeList(codes).encode()).codes())
                .isEqualTo(codes);
        assertThat(
                        SupportedVersions.decodeOffer(new SupportedVersions(codes).encodeOffer())
                                .versions())
                .isEqualTo(codes);
    }

    @Property
    void namesAndShares(
            @ForAll("someBytes") byte[] bytes, @ForAll @IntRange(max = 0xffff) int group)
            throws TransportException {
        String protocol = new String(bytes, ProtocolNameList.CHARSET);
        ProtocolNameList protocols = new ProtocolNameList(List.of(protocol, "h3"));
        KeyShareEntry share = new KeyShareEntry(group, bytes);

        assertThat(ProtocolNameList.decode(protocols.encode())).isEqualTo(protocols);
        assertThat(KeyShareEntry.decodeSelected(share.encodeSelected()).keyExchange())
                .isEqualTo(bytes);
        assertThat(KeyShareEntry.decodeOffer(KeyShareEntry.encodeOffer(List.of(share, share))))
                .hasSize(2);
        assertThat(ServerName.decode(new ServerName("a.test").encode()))
                .contains(new ServerName("a.test"));
    }

    /// Cut, lengthened or changed in one byte, a message is read or refused, never anything else.
    @Property(tries = 3000)
    void aSpoiledMessageIsReadOrRefused(
            @ForAll("messages") byte[] message,
            @ForAll @IntRange(max = 400) int at,
            @ForAll byte value) {
        byte[] changed = message.clone();
        changed[Math.min(4 + at, changed.length - 1)] = value;

        readAll(changed);
        readAll(Arrays.copyOf(message, Math.min(4 + at, message.length)));
        readAll(Arrays.copyOf(message, message.length + 1));
    }

    @Property(tries = 3000)
    void anyBytesAreReadOrRefused(@ForAll("bytes") byte[] body) {
        byte[] message = new byte[4 + body.length];
        System.arraycopy(body, 0, message, 4, body.length);

        readAll(message);
    }

    @Provide
    Arbitrary<byte[]> messages() {
        return Combinators.combine(randoms(), extensions(), someBytes())
                .flatAs(
                        (random, extensions, data) ->
                                Arbitraries.of(
                                        new ClientHello(
                                                        0x0303,
                                                        random,
                                                        new byte[2],
                                                        List.of(1, 2),
                                                        new byte[1],
                                                        extensions)
                                                .encode(),
                                        new ServerHello(
                                                        0x0303,
                                                        random,
                                                        new byte[2],
                                                        1,
                                                        0,
                                                        extensions)
                                                .encode(),
                                        new CertificateMessage(
                                                        new byte[1],
                                                        List.of(
                                                                new CertificateMessage.Entry(
                                                                        data, extensions)))
                                                .encode(),
                                        new NewSessionTicket(1, 2, random, data, extensions)
                                                .encode()));
    }

    @FunctionalInterface
    private interface Decoder {
        Object decode(EncodedMessage message) throws TransportException;
    }

    private static void readAll(byte[] message) {
        tryRead(HandshakeType.CLIENT_HELLO, message, ClientHello::decode);
        tryRead(HandshakeType.SERVER_HELLO, message, ServerHello::decode);
        tryRead(HandshakeType.ENCRYPTED_EXTENSIONS, message, EncryptedExtensions::decode);
        tryRead(HandshakeType.CERTIFICATE_REQUEST, message, CertificateRequest::decode);
        tryRead(HandshakeType.CERTIFICATE, message, CertificateMessage::decode);
        tryRead(HandshakeType.CERTIFICATE_VERIFY, message, CertificateVerify::decode);
        tryRead(HandshakeType.FINISHED, message, in -> Finished.decode(in, 32));
        tryRead(HandshakeType.NEW_SESSION_TICKET, message, NewSessionTicket::decode);
        tryReadExtensions(message);
    }

    private static void tryReadExtensions(byte[] data) {
        Extension extension = new Extension(0, data);
        List<Decoder> decoders = new ArrayList<>();
        decoders.add(_ -> NamedGroupList.decode(extension));
        decoders.add(_ -> SupportedVersions.decodeOffer(extension));
        decoders.add(_ -> SupportedVersions.decodeSelected(extension));
        decoders.add(_ -> KeyShareEntry.decodeOffer(extension));
        decoders.add(_ -> KeyShareEntry.decodeSelected(extension));
        decoders.add(_ -> ProtocolNameList.decode(extension));
        decoders.add(_ -> ServerName.decode(extension));
        decoders.forEach(decoder -> tryRead(HandshakeType.FINISHED, data, decoder));
    }

    private static void tryRead(HandshakeType type, byte[] message, Decoder decoder) {
        try {
            decoder.decode(new EncodedMessage(type, message));
        } catch (TransportException refused) {
            assertThat(TransportErrorCode.nameOf(refused.code()))
                    .isIn("CRYPTO_ERROR(decode_error)", "CRYPTO_ERROR(illegal_parameter)");
        }
    }

    private static EncodedMessage encoded(HandshakeMessage message) {
        return new EncodedMessage(message.type(), message.encode());
    }

    private static void assertSame(HandshakeMessage written, HandshakeMessage read) {
        assertThat(read.encode()).isEqualTo(written.encode());
        assertThat(read).usingRecursiveComparison().isEqualTo(written);
    }
}
