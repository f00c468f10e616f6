package dev.quoll.fuzz;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;
import dev.quoll.tls.extension.CertificateTypeList;
import dev.quoll.tls.extension.Cookie;
import dev.quoll.tls.extension.EarlyDataSize;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.NamedGroupList;
import dev.quoll.tls.extension.PreSharedKeyOffer;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.PskKeyExchangeModes;
import dev.quoll.tls.extension.ServerName;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateRequest;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.EncryptedExtensions;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.message.HandshakeMessage;
import dev.quoll.tls.message.HandshakeType;
import dev.quoll.tls.message.NewSessionTicket;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.ticket.ClientSession;
import dev.quoll.tls.ticket.ServerTicket;

import java.util.Arrays;
import java.util.List;

/// Every decoder of TLS, chosen by the first byte of the input; the rest is what it reads. It reads
/// or refuses, allocates in proportion, and what it has read it writes and reads again.
public final class DecodersFuzz {
    /// The order is that of the first bytes of the corpus: only add at the end. The messages come
    /// first, as in [HandshakeType].
    private static final List<Decoder> DECODERS =
            List.of(
                    new Decoder(Form.SEVERAL, in -> message(HandshakeType.CLIENT_HELLO, in)),
                    new Decoder(Form.SEVERAL, in -> message(HandshakeType.SERVER_HELLO, in)),
                    new Decoder(Form.ONE, in -> message(HandshakeType.NEW_SESSION_TICKET, in)),
                    new Decoder(Form.ONE, in -> message(HandshakeType.ENCRYPTED_EXTENSIONS, in)),
                    new Decoder(Form.ONE, in -> message(HandshakeType.CERTIFICATE, in)),
                    new Decoder(Form.ONE, in -> message(HandshakeType.CERTIFICATE_REQUEST, in)),
                    new Decoder(Form.ONE, in -> message(HandshakeType.CERTIFICATE_VERIFY, in)),
                    new Decoder(Form.ONE, in -> message(HandshakeType.FINISHED, in)),
                    extension(in -> NamedGroupList.decode(in).encode()),
                    extension(in -> SignatureSchemeList.decode(in).encode()),
                    extension(in -> SupportedVersions.decodeOffer(in).encodeOffer()),
                    extension(
                            in ->
                                    SupportedVersions.encodeSelected(
                                            SupportedVersions.decodeSelected(in))),
                    extension(in -> KeyShareEntry.encodeOffer(KeyShareEntry.decodeOffer(in))),
                    extension(in -> KeyShareEntry.decodeSelected(in).encodeSelected()),
                    extension(in -> KeyShareEntry.encodeRetry(KeyShareEntry.decodeRetry(in))),
                    extension(in -> ProtocolNameList.decode(in).encode()),
                    new Decoder(Form.SEVERAL, DecodersFuzz::serverName),
                    extension(
                            in ->
                                    CertificateTypeList.decodeOffer(in)
                                            .encodeOffer(ExtensionType.CLIENT_CERTIFICATE_TYPE)),
                    extension(
                            in ->
                                    CertificateTypeList.encodeSelected(
                                            ExtensionType.SERVER_CERTIFICATE_TYPE,
                                            CertificateTypeList.decodeSelected(in))),
                    extension(in -> Cookie.decode(in).encode()),
                    extension(in -> EarlyDataSize.decode(in).encode()),
                    extension(in -> PskKeyExchangeModes.decode(in).encode()),
                    extension(in -> PreSharedKeyOffer.decode(in).encode()),
                    extension(
                            in ->
                                    PreSharedKeyOffer.encodeSelected(
                                            PreSharedKeyOffer.decodeSelected(in))),
                    new Decoder(Form.ONE, DecodersFuzz::identity),
                    new Decoder(Form.SEVERAL, in -> ServerTicket.decode(in).encode()),
                    new Decoder(Form.ONE, in -> ClientSession.decode(in).encode()));

    /// The decoder of what tickets and stored sessions say about the peer.
    public static final int IDENTITY = 24;

    private static final int HASH_LENGTH = 32;
    private static final long ALLOCATED_AT_LEAST = 1 << 20;
    private static final long ALLOCATED_PER_BYTE = 1 << 10;

    private DecodersFuzz() {}

    /// How many encodings one value may have.
    private enum Form {
        ONE,
        SEVERAL
    }

    /// Reads, and writes what was read.
    @FunctionalInterface
    private interface Reader {
        byte[] rewrite(byte[] in) throws TransportException;
    }

    private record Decoder(Form form, Reader reader) {}

    @FunctionalInterface
    private interface ExtensionReader {
        Extension rewrite(Extension in) throws TransportException;
    }

    private static Decoder extension(ExtensionReader reader) {
        return new Decoder(Form.ONE, in -> reader.rewrite(new Extension(0, in)).data());
    }

    /// Called by the fuzzer.
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        Decoder decoder = DECODERS.get((data[0] & 0xff) % DECODERS.size());
        byte[] content = Arrays.copyOfRange(data, 1, data.length);
        Allocation.check(
                ALLOCATED_AT_LEAST + ALLOCATED_PER_BYTE * content.length,
                () -> check(decoder, content));
    }

    /// The decoders that read the content of extensions of this type.
    public static List<Integer> indexesOf(int extensionType) {
        return ExtensionType.ofCode(extensionType)
                .map(
                        type ->
                                switch (type) {
                                    case SUPPORTED_GROUPS -> List.of(8);
                                    case SIGNATURE_ALGORITHMS -> List.of(9);
                                    case SUPPORTED_VERSIONS -> List.of(10, 11);
                                    case KEY_SHARE -> List.of(12, 13, 14);
                                    case APPLICATION_LAYER_PROTOCOL_NEGOTIATION -> List.of(15);
                                    case SERVER_NAME -> List.of(16);
                                    case CLIENT_CERTIFICATE_TYPE, SERVER_CERTIFICATE_TYPE ->
                                            List.of(17, 18);
                                    case COOKIE -> List.of(19);
                                    case EARLY_DATA -> List.of(20);
                                    case PSK_KEY_EXCHANGE_MODES -> List.of(21);
                                    case PRE_SHARED_KEY -> List.of(22, 23);
                                    default -> List.<Integer>of();
                                })
                .orElse(List.of());
    }

    private static void check(Decoder decoder, byte[] content) {
        byte[] written;
        try {
            written = decoder.reader.rewrite(content);
        } catch (TransportException refused) {
            Refusal.check(refused);
            return;
        }
        if (decoder.form == Form.ONE) {
            requireSame(content, written);
        }
        try {
            requireSame(written, decoder.reader.rewrite(written));
        } catch (TransportException e) {
            throw new AssertionError("refuses what it wrote: " + e.reason(), e);
        }
    }

    private static void requireSame(byte[] expected, byte[] actual) {
        if (!Arrays.equals(expected, actual)) {
            throw new AssertionError(
                    Arrays.toString(expected) + " became " + Arrays.toString(actual));
        }
    }

    private static byte[] message(HandshakeType type, byte[] body) throws TransportException {
        VectorWriter whole = new VectorWriter().uint8(type.code()).opaque24(body);
        HandshakeMessage decoded = decode(new EncodedMessage(type, whole.toBytes()));
        byte[] encoded = decoded.encode();
        return Arrays.copyOfRange(encoded, EncodedMessage.HEADER_LENGTH, encoded.length);
    }

    private static HandshakeMessage decode(EncodedMessage message) throws TransportException {
        return switch (message.type()) {
            case CLIENT_HELLO -> ClientHello.decode(message);
            case SERVER_HELLO -> ServerHello.decode(message);
            case NEW_SESSION_TICKET -> NewSessionTicket.decode(message);
            case ENCRYPTED_EXTENSIONS -> EncryptedExtensions.decode(message);
            case CERTIFICATE -> CertificateMessage.decode(message);
            case CERTIFICATE_REQUEST -> CertificateRequest.decode(message);
            case CERTIFICATE_VERIFY -> CertificateVerify.decode(message);
            case FINISHED -> Finished.decode(message, HASH_LENGTH);
        };
    }

    /// Names of unknown types are skipped; a list of nothing else has no name.
    private static byte[] serverName(byte[] in) throws TransportException {
        return ServerName.decode(new Extension(0, in)).map(name -> name.encode().data()).orElse(in);
    }

    /// What stands in tickets; whoever resumes reads what is inside, too.
    private static byte[] identity(byte[] in) throws TransportException {
        VectorReader reader = new VectorReader(in);
        EncodedIdentity identity = EncodedIdentity.read(reader);
        reader.end();
        identity.decode();
        VectorWriter out = new VectorWriter();
        identity.write(out);
        return out.toBytes();
    }
}
