package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Which packets of a path arrived, over whatever path the frame itself comes. *Confined*; a reused
/// cursor, valid until its [FrameReader] goes on. All of it is checked before it is handed out.
///
/// ```
/// PATH_ACK Frame {
///   Type (i) = 0x3e..0x3f, Path Identifier (i), Largest Acknowledged (i), ACK Delay (i),
///   ACK Range Count (i), First ACK Range (i), { Gap (i), ACK Range Length (i) }...,
///   [ECN Counts]
/// }
/// ```
///
/// Behind the path ID it is an ACK frame of the path's packet number space.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 4.1
public final class PathAckFrame implements MultipathFrame {
    static final int TYPE = 0x3e;
    static final int ECN_TYPE = 0x3f;

    private final AckFrame ack = new AckFrame();
    private long pathId;

    PathAckFrame() {}

    void read(int type, ByteReader in) throws TransportException {
        pathId = PathIdField.read(in);
        ack.read(type == ECN_TYPE ? AckFrame.ECN_TYPE : AckFrame.TYPE, in);
    }

    /// The path whose packets arrived, 0 to 2^32-1.
    public long pathId() {
        return pathId;
    }

    /// What the path's ACK frame would be; as short-lived as this frame.
    public AckFrame ack() {
        return ack;
    }

    @Override
    public void write(ByteWriter out) {
        out.uint8(ack.hasEcnCounts() ? ECN_TYPE : TYPE).varint(pathId);
        ack.writeContent(out);
    }

    @Override
    public int length() {
        return Varint.size(pathId) + ack.length();
    }

    @Override
    public boolean isAckEliciting() {
        return false;
    }

    @Override
    public String toString() {
        return "PathAckFrame[pathId=" + pathId + ", " + ack + "]";
    }
}
