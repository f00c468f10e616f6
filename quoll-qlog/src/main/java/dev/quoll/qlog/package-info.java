/// What connections tell, in files that qlog's tools read: one for each connection, as JSON text
/// sequences, written by a thread of its own. Frames, parameters and events that the drafts of qlog
/// do not know have names of ours, which `docs/qlog.md` lists. Imports of core the values it
/// observes, and `codec`, `frame` and `params` to decode them.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-qlog-main-schema/ qlog: main schema
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-qlog-quic-events/ qlog: QUIC events
@org.jspecify.annotations.NullMarked
package dev.quoll.qlog;
