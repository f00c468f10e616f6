# Compiles what is measured and what measures it, where that is needed. Who reads it sets `here`
# before, and gets `root`, `target` and `java_home`.
# shellcheck shell=sh disable=SC2034,SC2154

root=$here/..
target=$here/target
java_home=$("$root/tools/find-jdk")
if [ ! -f "$target/run.built" ] || [ -n "$(find "$root"/pom.xml "$root"/quoll-*/pom.xml \
    "$root"/quoll-core/src/main "$root"/quoll-tls/src/main "$root"/quoll-udp/src/main \
    "$root"/quoll-sim/src/main "$root"/quoll-api/src/main "$here/src/main" \
    -newer "$target/run.built" | head -n 1)" ]; then
    (cd "$root" && mvn -B -q -pl quoll-bench -am -Dmaven.test.skip=true package) >&2
    touch "$target/run.built"
fi
