package dev.quoll.tls.extension;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;

import java.util.ArrayList;
import java.util.List;

/// The keys a client proposes to go on with, each with a proof that it has it: the content of
/// pre_shared_key in a ClientHello. It stands last, so that the binders can cover all before them.
///
/// ```
/// struct { opaque identity<1..2^16-1>; uint32 obfuscated_ticket_age; } PskIdentity;
/// opaque PskBinderEntry<32..255>;
/// struct {
///     PskIdentity identities<7..2^16-1>;
///     PskBinderEntry binders<33..2^16-1>;
/// } OfferedPsks;
/// ```
///
/// @param binders as many as identities, in the same order
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.11 RFC 8446, section 4.2.11
public record PreSharedKeyOffer(List<Identity> identities, List<byte[]> binders) {
    /// The fewest bytes of a binder.
    public static final int MIN_BINDER_LENGTH = 32;

    /// Names one key.
    ///
    /// @param ticket as the server gave it out
    /// @param obfuscatedAge milliseconds since then, plus what the server gave to add, mod 2^32
    public record Identity(byte[] ticket, long obfuscatedAge) {}

    public PreSharedKeyOffer {
        identities = List.copyOf(identities);
        binders = List.copyOf(binders);
    }

    /// Reads the extension's content.
    ///
    /// @throws TransportException illegal_parameter if there is not one binder for each identity
    public static PreSharedKeyOffer decode(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        List<Identity> identities = readIdentities(in.vector16());
        List<byte[]> binders = readBinders(in.vector16());
        in.end();
        if (binders.size() != identities.size()) { // RFC 8446 §4.2.11
            throw TransportException.crypto(
                    TlsAlert.ILLEGAL_PARAMETER,
                    binders.size() + " binders for " + identities.size() + " identities");
        }
        return new PreSharedKeyOffer(identities, binders);
    }

    private static List<Identity> readIdentities(VectorReader list) throws TransportException {
        List<Identity> identities = new ArrayList<>();
        do {
            byte[] ticket = list.opaque16();
            if (ticket.length == 0) {
                throw VectorReader.decodeError("an empty identity");
            }
            identities.add(new Identity(ticket, list.uint32()));
        } while (!list.isEmpty());
        return identities;
    }

    private static List<byte[]> readBinders(VectorReader list) throws TransportException {
        List<byte[]> binders = new ArrayList<>();
        do {
            byte[] binder = list.opaque8();
            if (binder.length < MIN_BINDER_LENGTH) {
                throw VectorReader.decodeError("a binder of " + binder.length + " bytes");
            }
            binders.add(binder);
        } while (!list.isEmpty());
        return binders;
    }

    /// The extension with this content.
    public Extension encode() {
        return Extension.of(
                ExtensionType.PRE_SHARED_KEY,
                out -> {
                    out.vector16(list -> identities.forEach(identity -> write(list, identity)));
                    out.vector16(list -> binders.forEach(list::opaque8));
                });
    }

    private static void write(VectorWriter list, Identity identity) {
        list.opaque16(identity.ticket()).uint32(identity.obfuscatedAge());
    }

    /// Bytes that the list of binders takes at the end of the ClientHello; they are not covered by
    /// the binders themselves (RFC 8446 §4.2.11.2).
    public int bindersLength() {
        return 2 + binders.stream().mapToInt(binder -> 1 + binder.length).sum();
    }

    /// Reads which identity a server selected, counted from 0.
    public static int decodeSelected(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        int index = in.uint16();
        in.end();
        return index;
    }

    /// A server's answer: the identity at `index`.
    public static Extension encodeSelected(int index) {
        return Extension.of(ExtensionType.PRE_SHARED_KEY, out -> out.uint16(index));
    }

    @Override
    public String toString() {
        return "PreSharedKeyOffer of " + identities.size();
    }
}
