#!/bin/sh
# Installs peers of the interop table and prints nothing unless there is work: install.sh PEER...
#   quinn         built with cargo from Debian's Rust source packages; the system's own package
#                 settings stay as they are
#   netty, kwik   taken and built by Maven
# All of it goes to QUOLL_INTEROP_CACHE, by default target/peers beside this script, and is kept
# there; the programs to start are in its folder bin.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
cache=${QUOLL_INTEROP_CACHE:-$here/target/peers}
mkdir -p "$cache/bin"
cache=$(cd "$cache" && pwd -P)
# The first Debian release that has quinn.
release=trixie

say() {
    echo "interop: $*" >&2
}

need() { # COMMAND WHAT-TO-DO
    command -v "$1" >/dev/null || {
        say "$1 is missing: $2"
        exit 1
    }
}

# Whether FILE was made after everything in the folders last changed.
is_current() { # FILE FOLDER...
    made=$1
    shift
    [ -f "$made" ] && [ -z "$(find "$@" -type f -newer "$made" | head -n 1)" ]
}

install_cargo() {
    command -v cargo >/dev/null && return
    [ "$(id -u)" = 0 ] || {
        say "cargo is missing: install Rust 1.75 or newer, or run this once as root"
        exit 1
    }
    say "installing cargo ..."
    apt-get -qq update
    # cargo-web is the newer one of Debian 12
    apt-get -qq -y install cargo-web >/dev/null 2>&1 || apt-get -qq -y install cargo >/dev/null
}

# The package mirror that this machine uses.
mirror() {
    # shellcheck disable=SC2016 # the dollar is apt's
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' |
        grep -v security | head -n 1
}

# Settings under which apt-get knows the release above and keeps all it has in FOLDER.
private_apt() { # FOLDER
    mkdir -p "$1/etc/sources.list.d" "$1/etc/preferences.d" "$1/etc/apt.conf.d" \
        "$1/state/lists/partial" "$1/cache/archives/partial"
    : >"$1/state/status"
    uri=$(mirror)
    [ -n "$uri" ] || {
        say "apt knows no Debian mirror; quinn is built from Debian's source packages"
        exit 1
    }
    cat >"$1/etc/sources.list.d/$release.sources" <<END
Types: deb
URIs: $uri
Suites: $release
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
    cat >"$1/apt.conf" <<END
Dir::Etc "$1/etc";
Dir::Etc::sourcelist "$1/etc/none";
Dir::State "$1/state";
Dir::State::status "$1/state/status";
Dir::Cache "$1/cache";
APT::Architecture "$(dpkg --print-architecture)";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
END
}

# Unpacks the crates that Cargo.toml names, and those they need.
fetch_crates() { # FOLDER
    say "fetching the sources of quinn ..."
    rm -rf "$1"
    private_apt "$1/apt"
    APT_CONFIG=$1/apt/apt.conf apt-get -qq update
    APT_CONFIG=$1/apt/apt.conf apt-get -qq -y --download-only install \
        librust-anyhow-dev librust-clap-dev librust-quinn-dev librust-ring-dev \
        librust-rustls-dev librust-rustls-pemfile-dev librust-serde-dev \
        librust-serde-json-dev librust-tokio-dev >/dev/null
    for package in "$1"/apt/cache/archives/librust-*.deb; do
        dpkg-deb -x "$package" "$1/unpacked"
    done
    rm -rf "$1/apt"
    touch "$1/complete"
}

install_quinn() {
    crates=$cache/quinn/crates
    is_current "$cache/bin/quinn" "$here/peers/quinn" && return
    need apt-get "quinn is built from Debian's source packages, so it needs Debian or Ubuntu"
    need cc "install a C compiler (apt install gcc)"
    install_cargo
    [ -f "$crates/complete" ] || fetch_crates "$crates"
    say "building quinn ..."
    # a copy, because cargo writes Cargo.lock beside Cargo.toml
    mkdir -p "$cache/quinn/source"
    cp -Rp "$here/peers/quinn/." "$cache/quinn/source/"
    (
        cd "$cache/quinn/source"
        nice cargo build --quiet --release --offline \
            --config 'source.crates-io.replace-with="debian"' \
            --config "source.debian.directory='$crates/unpacked/usr/share/cargo/registry'"
    )
    cp "$cache/quinn/source/target/release/speed" "$cache/bin/quinn-speed"
    cp "$cache/quinn/source/target/release/quinn-perf8" "$cache/bin/quinn"
}

install_java() { # PEER
    java_home=$("$here/../tools/find-jdk")
    if ! is_current "$cache/java/complete" "$here/peers/java/pom.xml" \
        "$here/peers/java/src"; then
        need mvn "install Maven (apt install maven, brew install maven)"
        say "building netty and kwik ..."
        nice mvn -B -q -f "$here/peers/java/pom.xml" "-Dpeers.build=$cache/java" compile >&2
        touch "$cache/java/complete"
    fi
    java_program "$1" "Main $1"
    case $1 in
        netty) java_program netty-speed speed.NettySpeed ;;
        kwik) java_program kwik-speed kwik.KwikSpeed ;;
    esac
}

java_program() { # NAME CLASS-AND-ARGUMENTS
    cat >"$cache/bin/$1" <<END
#!/bin/sh
exec "$java_home/bin/java" --enable-native-access=ALL-UNNAMED \\
    --sun-misc-unsafe-memory-access=allow -cp "$cache/java/classes:$cache/java/lib/*" \\
    dev.quoll.interop.peers.$2 "\$@"
END
    chmod +x "$cache/bin/$1"
}

for peer in "$@"; do
    case $peer in
        quinn) install_quinn ;;
        netty | kwik) install_java "$peer" ;;
        *)
            say "no peer is called $peer; there are quinn, netty and kwik"
            exit 2
            ;;
    esac
done
