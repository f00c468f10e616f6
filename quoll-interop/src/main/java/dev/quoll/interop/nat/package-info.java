/// Finds out what a translator of addresses does, in the words of RFC 4787: a program at both ends
/// that `nat-lab.sh` runs in each of its networks. Imports none of Quoll and nothing of the runner,
/// so that its sources run as they are.
///
/// @spec https://www.rfc-editor.org/rfc/rfc4787#section-4 RFC 4787, section 4
@org.jspecify.annotations.NullMarked
package dev.quoll.interop.nat;
