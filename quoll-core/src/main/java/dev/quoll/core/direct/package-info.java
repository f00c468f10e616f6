/// Direct paths to a peer that is reached over a relay at first: which addresses are named to it,
/// when rounds of NAT traversal begin, which of the paths they open carries the data, and what
/// becomes of the others. It decides for an owner that opts in; the calls of a connection that it
/// uses are the owner's, too. May import levels 0 to 4.
@org.jspecify.annotations.NullMarked
package dev.quoll.core.direct;
