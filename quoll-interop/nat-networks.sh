# Networks for nat-lab.sh, which reads this file inside namespaces of its own: two homes behind
# routers that translate addresses, and the Internet with a relay between them.
#
#   homea -- routera --.
#                       net (203.0.113.0/24) -- relay
#   homeb -- routerb --'
# shellcheck shell=bash disable=SC2034

relay_address=203.0.113.1
probe_addresses=(203.0.113.1 203.0.113.2)
wan_addresses=([1]=203.0.113.11 [2]=203.0.113.12)
home_addresses=([1]=192.168.1.2 [2]=192.168.2.2)
letters=([1]=a [2]=b)
public=()

at() { # NETWORK COMMAND...
    ip netns exec "$@"
}

cable() { # NETWORK NAME NETWORK NAME: both ends are up
    ip link add name "$2" netns "$1" type veth peer name "$4" netns "$3"
    ip -n "$1" link set "$2" up
    ip -n "$3" link set "$4" up
}

limit() { # NETWORK NAME MBIT: what leaves there
    at "$1" tc qdisc add dev "$2" root tbf rate "${3}mbit" burst 64kb latency 50ms
}

new_network() { # NETWORK
    ip netns add "$1"
    ip -n "$1" link set lo up
}

make_internet() { # MBIT of the relay's line, each way
    new_network net
    new_network relay
    ip -n net link add name bridge type bridge
    ip -n net link set bridge up
    cable relay wan net to-relay
    ip -n net link set to-relay master bridge
    for address in "${probe_addresses[@]}"; do
        ip -n relay address add "$address/24" dev wan
    done
    limit relay wan "$1"
    limit net to-relay "$1"
}

# What each kind of router is called here. All keep the port of a host where they can, but for
# `random` and `fully-random`.
#   none         no translator: everything passes, both ways
#   firewall     no translator, but a stateful filter
#   cone         whatever comes to a port in use is let in
#   restricted   whatever comes to a port in use from an address that was written to
#   plain        `masquerade` and a stateful filter, as home routers have it
#   unfiltered   `masquerade` alone: what nobody asked for comes as far as the router itself
#   random       `masquerade random` and the filter
#   fully-random `masquerade fully-random` and the filter
kinds=(none firewall cone restricted plain unfiltered random fully-random)

filter_rules='
    chain filter_input {
        type filter hook input priority filter
        iifname wan ct state != { established, related } drop
    }
    chain filter_forward {
        type filter hook forward priority filter
        iifname wan ct status dnat accept
        iifname wan ct state != { established, related } drop
    }'

masquerade_rules() { # HOW
    echo "chain translate {
        type nat hook postrouting priority srcnat
        oifname wan masquerade $1
    }"
}

# Remembers who has which port, and sends what comes there to him.
cone_rules() { # WHOM HE MUST HAVE WRITTEN TO: nothing, or 'ip saddr . udp dport @written'
    echo "map owners {
        type inet_service : ipv4_addr . inet_service
        flags timeout
    }
    set written {
        type ipv4_addr . inet_service
        flags dynamic, timeout
    }
    chain remember {
        type filter hook forward priority mangle
        oifname wan update @owners { udp sport timeout 60s : ip saddr . udp sport }
        oifname wan update @written { ip daddr . udp sport timeout 60s }
    }
    chain let_in {
        type nat hook prerouting priority dstnat
        iifname wan $1 dnat ip to udp dport map @owners
    }"
}

rules_of() { # KIND
    case $1 in
        none) ;;
        firewall) echo "$filter_rules" ;;
        cone) masquerade_rules '' && cone_rules 'meta l4proto udp' && echo "$filter_rules" ;;
        restricted)
            masquerade_rules '' && cone_rules 'ip saddr . udp dport @written' &&
                echo "$filter_rules"
            ;;
        plain) masquerade_rules '' && echo "$filter_rules" ;;
        unfiltered) masquerade_rules '' ;;
        random | fully-random) masquerade_rules "$1" && echo "$filter_rules" ;;
    esac
}

# Makes a home behind a new router of a kind, which knows nothing yet; what was there before goes.
# Where nothing is translated the Internet knows the way to the home.
make_home() { # 1 or 2, KIND, MBIT of its line, each way
    local letter=${letters[$1]} wan=${wan_addresses[$1]} home=${home_addresses[$1]}
    remove_home "$1"
    new_network "home$letter"
    new_network "router$letter"
    cable "router$letter" wan net "to-$letter"
    ip -n net link set "to-$letter" master bridge
    cable "home$letter" lan "router$letter" lan
    limit "router$letter" wan "$3"
    limit net "to-$letter" "$3"
    ip -n "router$letter" address add "$wan/24" dev wan
    ip -n "router$letter" address add "${home%.*}.1/24" dev lan
    ip -n "home$letter" address add "$home/24" dev lan
    ip -n "home$letter" route add default via "${home%.*}.1"
    at "router$letter" sysctl -q -w net.ipv4.ip_forward=1
    at "router$letter" nft -f - <<EOF
table ip lab {
$(rules_of "$2")
}
EOF
    case $2 in
        none | firewall)
            ip -n relay route replace "$home" via "$wan"
            public[$1]=1
            ;;
        *) ip -n relay route del "$home" 2>/dev/null || true ;;
    esac
}

# Homes with addresses of the Internet are known to the router of the other home, too.
connect_homes() {
    for home in 1 2; do
        [ -z "${public[home]:-}" ] || ip -n "router${letters[3 - home]}" route replace \
            "${home_addresses[home]}" via "${wan_addresses[home]}"
    done
}

remove_home() { # 1 or 2
    local letter=${letters[$1]}
    public[$1]=
    ip -n net link del "to-$letter" 2>/dev/null || true
    ip netns del "home$letter" 2>/dev/null || true
    ip netns del "router$letter" 2>/dev/null || true
}

# Nothing of a home reaches anyone but the relay, nor the other way round, until it is mended.
cut_direct() { # 1 or 2
    at "router${letters[$1]}" nft -f - <<EOF
table ip cut {
    chain both_ways {
        type filter hook forward priority filter - 1
        iifname lan ip daddr != $relay_address drop
        iifname wan ip saddr != $relay_address drop
    }
}
EOF
}

mend_direct() { # 1 or 2
    at "router${letters[$1]}" nft delete table ip cut
}
