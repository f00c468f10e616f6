#!/bin/bash
# Two homes behind translators of addresses find a direct path to each other: networks of their own
# (namespaces) with routers of nftables and a relay, see nat-networks.sh.
#   nat-lab.sh kinds [KIND...]     what each kind of router does, in the words of RFC 4787
# Ends with 0 if all was as it must be, 1 if not, 77 if this machine does not allow such networks.
#
# The networks belong to processes of this script and go with them, however they end. Nothing is
# changed in the network of the machine.
set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
logs=${QUOLL_LAB_LOGS:-$here/target/interop/nat-lab}
home_rate=60  # Mbit/s of the line of each home
relay_rate=30 # and of the relay

refuse() {
    echo "nat-lab: skipped: $1" >&2
    exit 77
}

usage() {
    sed -n '2,/^#   nat-lab/p' "$0" >&2
    exit 2
}

# Runs this script again where networks are its own. Its processes end with it.
enter_own_networks() {
    [ "$(uname)" = Linux ] || refuse "only Linux has network namespaces"
    for command in unshare setpriv ip tc nft; do
        command -v $command >/dev/null ||
            refuse "$command is missing (util-linux, iproute2, nftables)"
    done
    java_home=$("$here/../tools/find-jdk")
    local map=()
    [ "$(id -u)" = 0 ] || map=(--map-root-user)
    own=(unshare "${map[@]}" --net --mount --pid --fork --kill-child --mount-proc)
    "${own[@]}" sh -c 'mount -t tmpfs none /run && mkdir /run/netns && ip netns add any' \
        2>/dev/null || refuse "no network namespaces are allowed here"
    QUOLL_LAB_INSIDE=$java_home setpriv --pdeathsig KILL "${own[@]}" "$0" "$@" &
    trap 'kill -KILL $! 2>/dev/null || true' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    local status=0
    wait $! || status=$?
    exit $status
}

[ $# -gt 0 ] || usage
[ -n "${QUOLL_LAB_INSIDE:-}" ] || enter_own_networks "$@"
java=$QUOLL_LAB_INSIDE/bin/java
mount -t tmpfs none /run
mkdir -p /run/netns "$logs"
# shellcheck source=quoll-interop/nat-networks.sh
. "$here/nat-networks.sh"

wrong=0
must() { # WORDS TEST...
    local words=$1
    shift
    [ "$@" ] || {
        echo "WRONG: $words"
        wrong=1
    }
}

await() { # WORDS FILE: until they are in it
    local _
    for _ in $(seq 300); do
        ! grep -qs -- "$1" "$2" || return 0
        sleep 0.1
    done
    echo "nat-lab: no '$1' in $2" >&2
    exit 1
}

probe=("$java" "$here/src/main/java/dev/quoll/interop/nat/NatProbe.java")

# What it must do: mapping, filtering, and what becomes of the ports.
behaviour_of() { # KIND
    local free=endpoint-independent ports=address-and-port-dependent
    case $1 in
        none | cone) echo "$free $free preserved steady no-hairpin" ;;
        restricted) echo "$free address-dependent preserved steady no-hairpin" ;;
        firewall | plain) echo "$free $ports preserved steady no-hairpin" ;;
        unfiltered) echo "$free $ports preserved spoiled no-hairpin" ;;
        random | fully-random) echo "$ports $ports changed steady no-hairpin" ;;
        *) usage ;;
    esac
}

measure_kinds() { # KIND...
    at relay "${probe[@]}" outside "${probe_addresses[@]}" 4000 >"$logs/outside" &
    await answering "$logs/outside"
    printf '%-13s %-27s %-27s %-10s %-8s %s\n' kind mapping filtering ports order hairpin
    local kind seen
    for kind in "$@"; do
        make_home 1 "$kind" $home_rate
        seen=$(at homea "${probe[@]}" inside "${probe_addresses[@]}" 4000)
        # shellcheck disable=SC2086 # words
        printf '%-13s %-27s %-27s %-10s %-8s %s\n' "$kind" $seen
        must "$kind is $(behaviour_of "$kind")" "$seen" = "$(behaviour_of "$kind")"
    done
}

make_internet $relay_rate
what=$1
shift
[ $# -gt 0 ] || set -- "${kinds[@]}"
case $what in
    kinds) measure_kinds "$@" ;;
    *) usage ;;
esac
[ $wrong = 1 ] || echo "all is as it must be"
exit $wrong
