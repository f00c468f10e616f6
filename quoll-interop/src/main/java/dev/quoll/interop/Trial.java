package dev.quoll.interop;

/// A cell of the table. *Immutable*.
record Trial(Peer peer, Role role, Case test) {
    /// Where its output is kept, under the folder of the run.
    String folder() {
        return peer + "-" + role + "-" + test;
    }

    @Override
    public String toString() {
        return peer + " " + role + " " + test;
    }
}
