/// Microbenchmarks of what is done for every packet or byte, for JMH: `quoll-bench/run.sh jmh`. May
/// import whatever they measure.
@org.jspecify.annotations.NullMarked
package dev.quoll.bench.micro;
