/// What connections do, written to files in the qlog format while they do it.
module dev.quoll.qlog {
    requires transitive dev.quoll.core;
    requires tools.jackson.core;

    exports dev.quoll.qlog;
}
