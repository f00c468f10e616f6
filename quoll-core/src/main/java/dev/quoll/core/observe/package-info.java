/// What a connection tells about itself to somebody who listens: packets, losses, windows, keys,
/// paths, as values of sealed types. Who does not listen pays for it with one comparison a packet.
/// May import `address`, `error`, `event`, `id` and `stats`.
@org.jspecify.annotations.NullMarked
package dev.quoll.core.observe;
