package dev.quoll.udp;

/// A socket that [UdpSockets] has opened. Immutable.
///
/// @param socket the socket, which the caller closes
/// @param choice which one it is, and why
public record OpenedSocket(UdpSocket socket, SocketChoice choice) {}
