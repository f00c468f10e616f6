/// UDP sockets that send and receive datagrams in batches and never block a sender. [UdpSocket] is
/// what a transport of any kind offers, [UdpSockets] opens the best there is, [NioUdpSocket] is the
/// one that runs everywhere. A [DatagramCarrier] carries datagrams by other means, and
/// [JoinedSocket] makes one socket of UDP and carriers. Knows nothing of QUIC and imports the JDK
/// and `linux`.
@org.jspecify.annotations.NullMarked
package dev.quoll.udp;
