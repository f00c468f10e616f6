/// What an application decides about its peers: whom to believe, and whether clients must say who
/// they are. Imports nothing of TLS.
@org.jspecify.annotations.NullMarked
package dev.quoll.tls.trust;
