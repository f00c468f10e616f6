/// Who a server is and which servers a client believes: keys, certificates, fingerprints. May
/// import `dev.quoll` and, for certificates made on the spot, BouncyCastle.
@org.jspecify.annotations.NullMarked
package dev.quoll.cli.identity;
