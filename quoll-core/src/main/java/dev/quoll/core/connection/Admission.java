package dev.quoll.core.connection;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.token.TokenVerdict;

import java.util.Optional;

/// How a server lets a client in: what its first packet said, and what its token proved. Immutable.
///
/// @param initial the packet that the connection begins with
/// @param originalDestination of the client's very first packet, which a Retry may have answered
/// @param retrySource the connection ID that Retry asked the client to send to, if there was one
/// @param address whether the client receives what is sent to its address
/// @param newTokens makes those for the client's later connections, sent when the handshake is done
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.1 RFC 9000, section 8.1
public record Admission(
        FirstInitial initial,
        ConnectionId originalDestination,
        Optional<ConnectionId> retrySource,
        Address address,
        TokenMaker newTokens) {
    /// What is known of a client's address.
    public enum Address {
        /// A token of ours came back from it.
        PROVED,
        /// Only the source field of a datagram claims it: little may be sent there.
        CLAIMED
    }

    /// Lets in a client of which nothing is known.
    public static Admission of(FirstInitial initial) {
        return new Admission(
                initial, initial.destination(), Optional.empty(), Address.CLAIMED, TokenMaker.NONE);
    }

    /// Lets in a client with a token.
    ///
    /// @param verdict on the token; not invalid
    /// @param address whether the token proves it: not if it was used before
    public static Admission of(FirstInitial initial, TokenVerdict verdict, Address address) {
        return switch (verdict) {
            case TokenVerdict.Nothing() -> of(initial);
            case TokenVerdict.Known _ ->
                    new Admission(
                            initial,
                            initial.destination(),
                            Optional.empty(),
                            address,
                            TokenMaker.NONE);
            case TokenVerdict.Retried(_, _, ConnectionId originalDestination) ->
                    new Admission(
                            initial,
                            originalDestination,
                            Optional.of(initial.destination()),
                            address,
                            TokenMaker.NONE);
            case TokenVerdict.Invalid() ->
                    throw new IllegalArgumentException("a client with a token that is not good");
        };
    }

    /// Whether the client can be asked to prove its address: a client answers one Retry only.
    public boolean mayRetry() {
        return retrySource.isEmpty();
    }

    /// Whether the client receives what is sent to its address.
    public boolean isAddressProved() {
        return address == Address.PROVED;
    }

    /// The same, with tokens to give to the client.
    public Admission withNewTokens(TokenMaker tokens) {
        return new Admission(initial, originalDestination, retrySource, address, tokens);
    }
}
