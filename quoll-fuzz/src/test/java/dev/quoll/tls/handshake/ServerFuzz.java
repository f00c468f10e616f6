package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.fuzz.Allocation;
import dev.quoll.tls.FixedRandom;
import dev.quoll.tls.agreement.EphemeralKeys;
import dev.quoll.tls.agreement.KeyShare;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.certificate.PeerTrust;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.PreSharedKeyOffer;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.message.HandshakeType;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.parameter.GreasePolicy;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.resumption.LocalReplayGuard;
import dev.quoll.tls.resumption.TicketKeys;
import dev.quoll.tls.schedule.KeySchedule;
import dev.quoll.tls.schedule.Opening;
import dev.quoll.tls.ticket.EarlyDataUse;
import dev.quoll.tls.ticket.ServerTicket;
import dev.quoll.tls.trust.ClientAuthentication;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server against a client that says whatever the fuzzer wants, and has the key of its
/// certificate, the private halves of its shares and the keys of the server's tickets.
public final class ServerFuzz {
    static final Instant NOW = ClientFuzz.NOW;
    static final byte[] PARAMETERS = {4, 5};

    private static final TicketKeys TICKET_KEYS = TicketKeys.of(new byte[TicketKeys.KEY_LENGTH]);
    private static final Map<NamedGroup, KeyShare> SHARES = new EnumMap<>(NamedGroup.class);

    private ServerFuzz() {}

    /// The servers there are. The order is that of the corpus: only add at the end.
    enum Setting {
        PLAIN(ClientAuthentication.NONE),
        OTHER_GROUP(ClientAuthentication.NONE),
        OPTIONAL(ClientAuthentication.OPTIONAL),
        REQUIRED(ClientAuthentication.REQUIRED),
        RAW_KEYS(ClientAuthentication.REQUIRED),
        TICKETS(ClientAuthentication.NONE),
        TICKETS_FOR_THE_KNOWN(ClientAuthentication.REQUIRED);

        private final ClientAuthentication authentication;

        Setting(ClientAuthentication authentication) {
            this.authentication = authentication;
        }

        boolean isRaw() {
            return this == RAW_KEYS;
        }

        Credential client() {
            return isRaw() ? Identities.RAW_CLIENT : Identities.CLIENT;
        }

        ClientAuthentication authentication() {
            return authentication;
        }

        boolean hasTickets() {
            return this == TICKETS || this == TICKETS_FOR_THE_KNOWN;
        }

        private ClientPolicy clients() {
            PeerTrust trust =
                    isRaw() ? Identities.trustInKeyOf(Identities.RAW_CLIENT) : Identities.trust();
            return authentication == ClientAuthentication.NONE
                    ? ClientPolicy.NONE
                    : new ClientPolicy(authentication, trust);
        }

        private List<NamedGroup> groups() {
            return switch (this) {
                case OTHER_GROUP -> List.of(NamedGroup.SECP384R1);
                case TICKETS_FOR_THE_KNOWN -> List.of(NamedGroup.values());
                default -> List.of(NamedGroup.X25519, NamedGroup.SECP256R1);
            };
        }

        ServerSettings settings() {
            SecureRandom random = FixedRandom.seeded(2);
            return new ServerSettings(
                    Identities.source(isRaw() ? Identities.RAW_SERVER : Identities.SERVER),
                    clients(),
                    List.of("second", "third"),
                    List.of(CipherSuite.values()),
                    groups(),
                    GreasePolicy.OMIT,
                    hasTickets() ? Optional.of(tickets()) : Optional.empty(),
                    random,
                    EphemeralKeys.onDemand(random),
                    KeyLog.NONE);
        }

        private static TicketPolicy tickets() {
            return new TicketPolicy(
                    TICKET_KEYS,
                    Duration.ofHours(1),
                    2,
                    Optional.of(
                            new LocalReplayGuard(
                                    Duration.ofSeconds(10), 10, NOW.minusSeconds(100))),
                    () -> NOW);
        }

        /// A ticket of this server that is good now.
        byte[] ticket() {
            ServerTicket content =
                    new ServerTicket(
                            CipherSuite.TLS_AES_128_GCM_SHA256,
                            ClientFuzz.SESSION_KEY.clone(),
                            NOW.minusSeconds(1),
                            Duration.ofHours(1),
                            5,
                            EarlyDataUse.UNLIMITED,
                            "second",
                            Optional.of("server.test"),
                            PARAMETERS,
                            authentication == ClientAuthentication.NONE
                                    ? Optional.empty()
                                    : Optional.of(EncodedIdentity.of(client().shown())));
            return TICKET_KEYS.seal(content.encode(), FixedRandom.seeded(3), NOW);
        }
    }

    /// Called by the fuzzer.
    public static void fuzzerTestOneInput(byte[] data) {
        Allocation.check(Machine.MAX_ALLOCATION, () -> run(Script.read(data)));
    }

    static Machine.Outcome run(Script script) {
        Setting setting = script.of(Setting.values());
        return new Machine(
                        Session.server(setting.settings(), PARAMETERS, _ -> true),
                        Side.SERVER,
                        new ClientSecrets(),
                        (message, level, before) -> mend(message, level, before, setting),
                        new Machine.Proof(
                                setting.client().shown().publicKey(),
                                setting.authentication() == ClientAuthentication.REQUIRED
                                        ? Machine.Necessity.ALWAYS
                                        : Machine.Necessity.IF_SHOWN))
                .play(script);
    }

    private static byte[] mend(
            byte[] message, EncryptionLevel level, Dialogue before, Setting setting)
            throws TransportException {
        if (level == EncryptionLevel.INITIAL && message[0] == HandshakeType.CLIENT_HELLO.code()) {
            return bind(withShares(Dialogue.clientHello(message)), before).encode();
        }
        return Replies.prove(message, Side.CLIENT, setting.client(), before);
    }

    private static KeyShare share(NamedGroup group) {
        return SHARES.computeIfAbsent(
                group,
                some -> KeyShare.generate(some, EphemeralKeys.onDemand(FixedRandom.seeded(7))));
    }

    /// Shares of which the private half is known.
    private static ClientHello withShares(ClientHello hello) throws TransportException {
        Optional<Extension> old = hello.extensions().find(ExtensionType.KEY_SHARE);
        if (old.isEmpty()) {
            return hello;
        }
        List<KeyShareEntry> own =
                KeyShareEntry.decodeOffer(old.get()).stream()
                        .map(
                                some ->
                                        NamedGroup.ofCode(some.group())
                                                .map(ServerFuzz::entry)
                                                .orElse(some))
                        .toList();
        return with(hello, KeyShareEntry.encodeOffer(own));
    }

    private static KeyShareEntry entry(NamedGroup group) {
        return new KeyShareEntry(group.code(), share(group).publicShare());
    }

    private static ClientHello with(ClientHello hello, Extension replacement) {
        return hello.with(
                new Extensions(
                        hello.extensions().entries().stream()
                                .map(some -> some.type() == replacement.type() ? replacement : some)
                                .toList()));
    }

    /// Binders of the keys that are known.
    private static ClientHello bind(ClientHello hello, Dialogue before) throws TransportException {
        Optional<Extension> old = hello.extensions().find(ExtensionType.PRE_SHARED_KEY);
        if (old.isEmpty() || !hello.extensions().isLastIfPresent(ExtensionType.PRE_SHARED_KEY)) {
            return hello;
        }
        PreSharedKeyOffer offer = PreSharedKeyOffer.decode(old.get());
        List<byte[]> binders = new ArrayList<>(offer.binders());
        Opening opening = before.openingWith(hello.encode());
        for (int i = 0; i < binders.size(); i++) {
            Optional<ServerTicket> ticket = open(offer.identities().get(i).ticket());
            if (ticket.isPresent() && binders.get(i).length == ticket.get().psk().length) {
                CipherSuite suite = ticket.get().suite();
                byte[] hash = opening.hashBeforeBinders(suite, offer.bindersLength());
                binders.set(i, new KeySchedule(suite, ticket.get().psk()).binder(hash));
            }
        }
        return with(hello, new PreSharedKeyOffer(offer.identities(), binders).encode());
    }

    private static Optional<ServerTicket> open(byte[] ticket) {
        return TICKET_KEYS
                .open(ticket)
                .flatMap(content -> Replies.attempt(() -> ServerTicket.decode(content)));
    }

    private record ClientSecrets() implements Dialogue.Secrets {
        @Override
        public byte[] agreed(ClientHello client, ServerHello server) throws TransportException {
            KeyShareEntry answer =
                    KeyShareEntry.decodeSelected(
                            server.extensions().require(ExtensionType.KEY_SHARE));
            return share(NamedGroup.ofCode(answer.group()).orElseThrow())
                    .agree(answer.keyExchange());
        }

        @Override
        public Optional<byte[]> resumed(ClientHello client, ServerHello server)
                throws TransportException {
            Optional<Extension> selected = server.extensions().find(ExtensionType.PRE_SHARED_KEY);
            if (selected.isEmpty()) {
                return Optional.empty();
            }
            int index = PreSharedKeyOffer.decodeSelected(selected.get());
            PreSharedKeyOffer offer =
                    PreSharedKeyOffer.decode(
                            client.extensions().require(ExtensionType.PRE_SHARED_KEY));
            return open(offer.identities().get(index).ticket()).map(ServerTicket::psk);
        }
    }
}
