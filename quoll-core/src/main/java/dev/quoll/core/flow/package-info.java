/// Flow control: how much may be sent, how much may still arrive. One [SendLimit] and one
/// [ReceiveLimit] exist per connection, per stream and per kind of stream (there they count
/// streams); they know none of them. May import `error`, `delivery`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-4 RFC 9000, section 4: Flow Control
@org.jspecify.annotations.NullMarked
package dev.quoll.core.flow;
