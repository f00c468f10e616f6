/// Agreement on a shared secret, group by group. Its shape is that of a key encapsulation (one side
/// makes a share, the other answers it), into which Diffie-Hellman fits as well as ML-KEM and both
/// at once. May import `parameter`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.8 RFC 8446, section 4.2.8: Key Share
@org.jspecify.annotations.NullMarked
package dev.quoll.tls.agreement;
