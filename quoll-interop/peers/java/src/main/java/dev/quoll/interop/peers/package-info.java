/// The parts that netty's and kwik's programs share: the command line, the bodies, the modes of the
/// client, what is printed. A peer implements [PeerProgram]; the interface of the programs is in
/// the README of `quoll-interop`. Imports none of Quoll.
@org.jspecify.annotations.NullMarked
package dev.quoll.interop.peers;
