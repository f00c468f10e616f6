#!/bin/sh
# Makes the test certificates in a folder, unless they are there: certs.sh DIR
#   ca.pem            root of the plain leaves       wrong-ca.pem      root of nobody's server
#   p256.pem .key     ECDSA P-256 leaf               rsa.pem .key      RSA 2048 leaf
#   client.pem .key   a client's, under ca.pem       stranger.pem .key a client's, under wrong-ca
#   long-ca.pem, long-chain.pem, long-chain.key: a root, a chain of six certificates, its key
#   KIND-ca.pem, KIND-chain.pem, KIND-chain.key for KIND ecdsa, rsa, ed25519: a root, a leaf with
#                     its intermediate, the leaf's key; all three of that kind
# The servers' leaves are for localhost, 127.0.0.1 and ::1; keys are PKCS #8.
set -eu
dir=${1:?usage: certs.sh DIR}
mkdir -p "$dir"
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
script=$here/$(basename -- "$0")
cd "$dir"
# Made again when they would not last the day, or when this script makes others.
if [ -f made ] && [ -z "$(find "$script" -newer made)" ] &&
    openssl x509 -checkend 86400 -noout -in p256.pem >/dev/null; then
    exit 0
fi
days=30

root() { # NAME SUBJECT KEY-ARGUMENTS...
    name=$1
    subject=$2
    shift 2
    openssl req -x509 -newkey "$@" -nodes -days $days -subj "/CN=$subject" \
        -keyout "$name.key" -out "$name.pem" \
        -addext 'basicConstraints=critical,CA:TRUE' \
        -addext 'keyUsage=critical,keyCertSign,cRLSign' 2>/dev/null
}

signed() { # NAME SUBJECT ISSUER EXTENSIONS KEY-ARGUMENTS...
    name=$1
    subject=$2
    issuer=$3
    extensions=$4
    shift 4
    openssl req -new -newkey "$@" -nodes -subj "/CN=$subject" \
        -keyout "$name.key" -out "$name.csr" 2>/dev/null
    openssl x509 -req -in "$name.csr" -CA "$issuer.pem" -CAkey "$issuer.key" -CAcreateserial \
        -days $days -extfile "$extensions" -out "$name.pem" 2>/dev/null
}

chain() { # KIND KEY-ARGUMENTS...
    kind=$1
    shift
    root "$kind-ca" "Quoll interop $kind root" "$@"
    signed "$kind-intermediate" "Quoll interop $kind intermediate" "$kind-ca" intermediate.ext "$@"
    signed "$kind-chain" localhost "$kind-intermediate" server.ext "$@"
    cat "$kind-intermediate.pem" >>"$kind-chain.pem"
}

long_chain() { # KEY-ARGUMENTS...
    root long-ca 'Quoll interop long root' "$@"
    issuer=long-ca
    : >others
    for number in 1 2 3 4 5; do # rustls follows no more than six
        signed "long-$number" "Long $number $filler" $issuer long.ext "$@"
        cat "long-$number.pem" others >others.new
        mv others.new others
        issuer=long-$number
    done
    signed long-chain localhost $issuer server.ext "$@"
    cat others >>long-chain.pem
}

# what makes six certificates longer than 7,500 bytes
filler=$(printf '%050d' 0)
cat >long.ext <<END
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
nsComment = "$(printf '%01200d' 0)"
END
cat >server.ext <<END
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost,IP:127.0.0.1,IP:::1
END
cat >client.ext <<END
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = clientAuth
END
cat >intermediate.ext <<END
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
END

p256='ec -pkeyopt ec_paramgen_curve:P-256'
# shellcheck disable=SC2086 # they are several arguments
{
    root ca 'Quoll interop' $p256
    root wrong-ca 'Nobody' $p256
    signed p256 localhost ca server.ext $p256
    signed rsa localhost ca server.ext rsa:2048
    signed client 'Quoll interop client' ca client.ext $p256
    signed stranger 'Stranger' wrong-ca client.ext $p256
    chain ecdsa ec -pkeyopt ec_paramgen_curve:P-384
    chain rsa rsa:3072
    chain ed25519 ed25519
    long_chain ec -pkeyopt ec_paramgen_curve:P-256
}
touch made
