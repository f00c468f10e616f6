package dev.quoll.interop.peers.netty;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// For streams that a server opens: perf8 has none.
@Sharable
final class IgnoredStream extends ChannelInboundHandlerAdapter {}
