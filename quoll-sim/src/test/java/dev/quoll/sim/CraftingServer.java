package dev.quoll.sim;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.frame.AckFrame;
import dev.quoll.core.frame.ConnectionCloseFrame;
import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.HandshakeDoneFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.HeaderOutcome;
import dev.quoll.core.packet.LongHeader;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketNumber;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.packet.Token;
import dev.quoll.core.params.TransportParameter;
import dev.quoll.core.params.TransportParameters;
import dev.quoll.core.protection.InitialSecrets;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.sim.handshake.Security;
import dev.quoll.sim.network.DatagramSink;
import dev.quoll.sim.network.SimEndpoint;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// A server that shakes hands with one client by whatever TLS it is given, acknowledges what comes,
/// and sends besides or instead what a test makes up. It repeats nothing, so the network must lose
/// nothing. What a test sends leaves when the clock runs on. *Confined*.
final class CraftingServer implements SimEndpoint {
    /// Where the client sends to.
    static final ConnectionId ID = ConnectionId.of(new byte[] {9, 8, 7, 6, 5, 4, 3, 2});

    private static final StatelessResetToken RESET_TOKEN =
            StatelessResetToken.of(new byte[StatelessResetToken.LENGTH], 0);
    private static final int PIECE = 1000;
    private static final int FULL_PAYLOAD = 1150;

    private final Security security;
    private final PacketReader reader = new PacketReader(ID.length(), FixedBit.REQUIRED);
    private final Map<EncryptionLevel, Level> levels = new EnumMap<>(EncryptionLevel.class);
    private final List<byte[]> outbox = new ArrayList<>();
    private final List<ConnectionCloseFrame> closes = new ArrayList<>();
    private UnaryOperator<RawParameters> change = UnaryOperator.identity();
    private Flight flight = new Flight.Sent(UnaryOperator.identity());
    private boolean isListening;
    private @Nullable ConnectionId original;
    private @Nullable FirstInitial initial;
    private @Nullable ServerTalk talk;
    private @Nullable FourTuple route;

    /// What becomes of the messages of Handshake packets.
    private sealed interface Flight {
        /// They are sent when they were changed.
        record Sent(UnaryOperator<byte[]> change) implements Flight {}

        /// They wait.
        record Withheld(ByteArrayOutputStream messages) implements Flight {}
    }

    /// Keys and counts of one level.
    private static final class Level {
        private @Nullable PacketCraft craft;
        private @Nullable PacketView view;
        private long said;
        private long nextNumber;
        private long largestAcknowledged = PacketNumber.NONE;
    }

    CraftingServer(Security security) {
        this.security = security;
        for (EncryptionLevel level : EncryptionLevel.values()) {
            levels.put(level, new Level());
        }
    }

    // ---- what it is to do ----

    /// Changes the transport parameters that go out; to be said before the client speaks.
    void changeParameters(UnaryOperator<RawParameters> newChange) {
        change = newChange;
    }

    /// Changes the messages that go out in Handshake packets.
    void changeFlight(UnaryOperator<byte[]> newChange) {
        flight = new Flight.Sent(newChange);
    }

    /// Keeps the messages that would go out in Handshake packets.
    void withholdFlight() {
        flight = new Flight.Withheld(new ByteArrayOutputStream());
    }

    /// Sends what was withheld.
    void releaseFlight() {
        if (flight instanceof Flight.Withheld(ByteArrayOutputStream messages)) {
            flight = new Flight.Sent(UnaryOperator.identity());
            say(EncryptionLevel.HANDSHAKE, messages.toByteArray());
        }
    }

    /// Answers no Initial by itself.
    void onlyListen() {
        isListening = true;
    }

    /// Answers the next Initial that comes.
    void answer() {
        isListening = false;
    }

    // ---- what it knows ----

    /// The client's Initial that counts, if one came: the last before it was answered.
    @Nullable FirstInitial initial() {
        return initial;
    }

    /// The destination of the client's very first packet.
    ConnectionId original() {
        return Objects.requireNonNull(original, "nothing came");
    }

    /// Whether it could send packets of this level.
    boolean hasKeys(EncryptionLevel level) {
        return level(level).craft != null;
    }

    /// The CONNECTION_CLOSE frames that came, oldest first.
    List<ConnectionCloseFrame> closes() {
        return List.copyOf(closes);
    }

    /// The largest number of a packet that came at this level.
    long largestHeard(EncryptionLevel level) {
        return Objects.requireNonNull(level(level).view, "nothing came").largest();
    }

    /// Whether the client acknowledged the packet with this number, or a later one.
    boolean isAcknowledged(EncryptionLevel level, long number) {
        return level(level).largestAcknowledged >= number;
    }

    // ---- what it sends ----

    /// Sends a packet with these frames.
    ///
    /// @return its number
    long send(EncryptionLevel level, Frame... frames) {
        return sendPayload(level, PacketCraft.payload(frames));
    }

    /// Sends a packet with this payload.
    ///
    /// @return its number
    long sendPayload(EncryptionLevel level, byte[] payload) {
        return sendWithBits(level, 0, payload);
    }

    /// Sends a packet whose first byte has these bits too.
    ///
    /// @return its number
    long sendWithBits(EncryptionLevel level, int bits, byte[] payload) {
        Level to = level(level);
        PacketCraft craft = Objects.requireNonNull(to.craft, "no keys yet");
        long number = to.nextNumber++;
        outbox.add(
                level == EncryptionLevel.ONE_RTT
                        ? craft.seal(first().source(), number, bits, payload)
                        : craft.seal(header(typeOf(level)), number, bits, payload));
        return number;
    }

    /// Sends the next bytes of the handshake at this level.
    void say(EncryptionLevel level, byte[] messages) {
        Level to = level(level);
        for (int at = 0; at < messages.length; at += PIECE) {
            byte[] piece = Arrays.copyOfRange(messages, at, Math.min(messages.length, at + PIECE));
            byte[] frame = PacketCraft.crypto(to.said, piece);
            boolean isFilled = level == EncryptionLevel.INITIAL; // RFC 9000 §14.1
            sendPayload(level, isFilled ? Arrays.copyOf(frame, FULL_PAYLOAD) : frame);
            to.said += piece.length;
        }
    }

    /// Sends a packet with this header; for 0-RTT packets a server has no keys, and those of
    /// Handshake packets serve.
    void sendLong(LongHeader header, Frame... frames) {
        Level level =
                level(
                        header.type() == PacketType.INITIAL
                                ? EncryptionLevel.INITIAL
                                : EncryptionLevel.HANDSHAKE);
        outbox.add(
                Objects.requireNonNull(level.craft)
                        .seal(header, level.nextNumber++, 0, PacketCraft.payload(frames)));
    }

    /// Sends these bytes.
    void sendDatagram(byte[] datagram) {
        outbox.add(datagram);
    }

    private LongHeader header(PacketType type) {
        return new LongHeader(type, first().version(), first().source(), ID, Token.NONE);
    }

    private static PacketType typeOf(EncryptionLevel level) {
        return switch (level) {
            case INITIAL -> PacketType.INITIAL;
            case HANDSHAKE -> PacketType.HANDSHAKE;
            case ZERO_RTT -> PacketType.ZERO_RTT;
            case ONE_RTT -> PacketType.ONE_RTT;
        };
    }

    // ---- what comes ----

    @Override
    public void receive(
            byte[] bytes, int offset, int length, FourTuple from, Ecn ecn, long nowNanos) {
        route = from;
        reader.reset(bytes, offset, length);
        while (reader.hasNext()) {
            if (reader.next() == HeaderOutcome.PACKET) {
                onPacket(reader.header());
            }
        }
    }

    private void onPacket(PacketHeader header) {
        for (EncryptionLevel level : EncryptionLevel.values()) {
            if (typeOf(level) == header.type()) {
                if (level == EncryptionLevel.INITIAL && talk == null) {
                    onFirst(header);
                }
                open(header, level);
            }
        }
    }

    private void onFirst(PacketHeader header) {
        initial =
                new FirstInitial(
                        header.quicVersion(),
                        header.destination(),
                        header.source(),
                        Token.of(header.token()));
        if (original == null) {
            original = header.destination();
        }
        if (!isListening) {
            InitialSecrets secrets = InitialSecrets.of(header.quicVersion(), header.destination());
            Level level = level(EncryptionLevel.INITIAL);
            level.craft = craft(secrets.of(Side.SERVER));
            level.view = view(secrets.of(Side.CLIENT));
            talk = new ServerTalk(security.server().newSession(parameters()));
        }
    }

    private byte[] parameters() {
        TransportParameters.Builder honest =
                TransportParameters.builder()
                        .set(TransportParameter.ORIGINAL_DESTINATION_CONNECTION_ID, original())
                        .set(TransportParameter.INITIAL_SOURCE_CONNECTION_ID, ID)
                        .set(TransportParameter.STATELESS_RESET_TOKEN, RESET_TOKEN)
                        .set(TransportParameter.INITIAL_MAX_DATA, 1_000_000L)
                        .set(TransportParameter.INITIAL_MAX_STREAM_DATA_UNI, 10_000L)
                        .set(TransportParameter.INITIAL_MAX_STREAMS_BIDI, 10L)
                        .set(TransportParameter.INITIAL_MAX_STREAMS_UNI, 10L);
        if (!first().destination().equals(original())) {
            honest.set(TransportParameter.RETRY_SOURCE_CONNECTION_ID, first().destination());
        }
        return change.apply(RawParameters.read(honest.build().encode())).encode();
    }

    private void open(PacketHeader header, EncryptionLevel level) {
        PacketView view = level(level).view;
        if (view == null) {
            return;
        }
        long number = view.open(header, frame -> onFrame(frame, level));
        if (number != PacketNumber.NONE && closes.isEmpty()) {
            acknowledge(level, number);
        }
        goOn(tls());
    }

    private void acknowledge(EncryptionLevel level, long number) {
        ByteWriter ack = new ByteWriter(new byte[20]);
        ack.uint8(0x02).varint(number).varint(0).varint(0).varint(0);
        sendPayload(level, ack.copyFrom(0));
    }

    private void onFrame(Frame frame, EncryptionLevel level) {
        Level from = level(level);
        switch (frame) {
            case ConnectionCloseFrame close -> closes.add(close);
            case CryptoFrame crypto -> tls().onCrypto(level, crypto);
            case AckFrame ack ->
                    from.largestAcknowledged =
                            Math.max(from.largestAcknowledged, ack.largestAcknowledged());
            default -> {}
        }
    }

    // ---- the handshake ----

    private void goOn(ServerTalk tls) {
        for (TlsEvent event : tls.goOn()) {
            switch (event) {
                case TlsEvent.HandshakeBytes(EncryptionLevel level, byte[] bytes) ->
                        onMessages(level, bytes);
                case TlsEvent.ReadSecret(EncryptionLevel level, var secret) ->
                        level(level).view = view(secret);
                case TlsEvent.WriteSecret(EncryptionLevel level, var secret) ->
                        level(level).craft = craft(secret);
                case TlsEvent.Finished _ ->
                        send(EncryptionLevel.ONE_RTT, HandshakeDoneFrame.INSTANCE);
                default -> {}
            }
        }
    }

    private void onMessages(EncryptionLevel level, byte[] messages) {
        if (level != EncryptionLevel.HANDSHAKE) {
            say(level, messages);
            return;
        }
        switch (flight) {
            case Flight.Sent(UnaryOperator<byte[]> changed) -> say(level, changed.apply(messages));
            case Flight.Withheld(ByteArrayOutputStream withheld) -> withheld.writeBytes(messages);
        }
    }

    private PacketCraft craft(TrafficSecret secret) {
        return new PacketCraft(security.protection(), first().version(), secret);
    }

    private PacketView view(TrafficSecret secret) {
        return new PacketView(security.protection(), first().version(), secret);
    }

    private Level level(EncryptionLevel level) {
        return Objects.requireNonNull(levels.get(level));
    }

    private FirstInitial first() {
        return Objects.requireNonNull(initial, "nothing came");
    }

    private ServerTalk tls() {
        return Objects.requireNonNull(talk, "not begun");
    }

    // ---- the network ----

    @Override
    public void transmit(DatagramSink out, long nowNanos) {
        for (byte[] datagram : outbox) {
            out.send(datagram, 0, datagram.length, Objects.requireNonNull(route), Ecn.NOT_ECT);
        }
        outbox.clear();
    }

    @Override
    public long deadlineNanos() {
        return NEVER;
    }

    @Override
    public void onTimeout(long nowNanos) {}
}
