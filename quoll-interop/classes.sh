# Compiles the programs of this module where that is needed. Who reads it sets `here` before, and
# gets `target` and `java_home`.
# shellcheck shell=sh disable=SC2154

target=$here/target
java_home=$("$here/../tools/find-jdk")
if [ ! -f "$target/run.built" ] || [ -n "$(find "$here/pom.xml" "$here/src/main" \
    -newer "$target/run.built" | head -n 1)" ]; then
    mvn -B -q -f "$here/pom.xml" compile >&2
    touch "$target/run.built"
fi
