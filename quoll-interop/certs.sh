#!/bin/sh
# Makes the test certificates in a folder, unless they are there: certs.sh DIR
#   ca.pem          root of the two servers        wrong-ca.pem    root of nobody
#   p256.pem .key   ECDSA P-256 leaf               rsa.pem .key    RSA 2048 leaf
# The leaves are for localhost, 127.0.0.1 and ::1; keys are PKCS #8.
set -eu
dir=${1:?usage: certs.sh DIR}
mkdir -p "$dir"
cd "$dir"
# Made again when they would not last the day.
if [ -f made ] && openssl x509 -checkend 86400 -noout -in p256.pem >/dev/null; then
    exit 0
fi
days=30

root() { # NAME SUBJECT
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days $days \
        -subj "/CN=$2" -keyout "$1.key" -out "$1.pem" \
        -addext 'basicConstraints=critical,CA:TRUE' \
        -addext 'keyUsage=critical,keyCertSign,cRLSign' 2>/dev/null
}

leaf() { # NAME KEY-ARGUMENTS...
    name=$1
    shift
    openssl req -new -newkey "$@" -nodes -subj '/CN=localhost' \
        -keyout "$name.key" -out "$name.csr" 2>/dev/null
    openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days $days \
        -extfile leaf.ext -out "$name.pem" 2>/dev/null
}

cat >leaf.ext <<END
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost,IP:127.0.0.1,IP:::1
END

root ca 'Quoll interop'
root wrong-ca 'Nobody'
leaf p256 ec -pkeyopt ec_paramgen_curve:P-256
leaf rsa rsa:2048
touch made
