package dev.quoll.core.path;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.frame.PathResponseFrame;

/// The answers owed to PATH_CHALLENGE frames. Each is sent once, since the peer asks again if it is
/// lost; only the newest few are kept. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.2.2 RFC 9000, section 8.2.2
public final class ChallengeReplies {
    /// The most answers owed at a time; a peer has no need of more.
    static final int MAX_OWED = 4;

    private final long[] owed = new long[MAX_OWED];
    private int count;

    /// PATH_CHALLENGE came.
    public void onChallenge(long data) {
        if (count == MAX_OWED) {
            System.arraycopy(owed, 1, owed, 0, MAX_OWED - 1);
            count--;
        }
        owed[count++] = data;
    }

    /// Whether an answer is owed.
    public boolean wantsToSend() {
        return count > 0;
    }

    /// Offers the answers.
    public void writeTo(FrameSink sink) {
        int done = 0;
        while (done < count && sink.offer(new PathResponseFrame(owed[done]))) {
            done++;
        }
        System.arraycopy(owed, done, owed, 0, count - done);
        count -= done;
    }
}
