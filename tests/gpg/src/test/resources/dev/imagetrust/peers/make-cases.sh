#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Makes signed messages with GnuPG, sq and skopeo in the working folder: for each case NAME.signature, NAME.cert (public
# keys) and NAME.fpr (of the primary key); and secret keys NAME.secret to sign with. Keys are of 2024-01-01, signatures of
# 2024-06-01, and everything about them that happens later is of 2024-08-01.
set -eu
GNUPGHOME=$(mktemp -d); export GNUPGHOME
trap 'gpgconf --kill all; rm -rf "$GNUPGHOME"' EXIT
made=20240101T000000; signed=20240601T000000; later=20240801T000000
at() {
    local when=$1; shift
    gpg --batch --quiet --yes --pinentry-mode loopback --passphrase '' --trust-model always --no-auto-check-trustdb \
        --faked-system-time "$when!" "$@" 2>>gpg.log
}
answer() {
    gpg --quiet --no-tty --pinentry-mode loopback --passphrase '' --trust-model always --no-auto-check-trustdb \
        --faked-system-time "$later!" --command-fd 0 "$@" >>gpg.log 2>&1
}
fingerprint() { gpg --batch --with-colons -k "$1" 2>>gpg.log | awk -F: '/^fpr/ { print $10; exit }'; }

cat >manifest.json <<'EOF'
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2},"layers":[]}
EOF
printf '{"critical":{"identity":{"docker-reference":"registry.example/app:1"},"image":{"docker-manifest-digest":"sha256:%s"},"type":"atomic container signature"},"optional":{"creator":"make-cases.sh","timestamp":1717200000}}' \
    "$(sha256sum manifest.json | cut -d' ' -f1)" >payload.json

# Keys.
new() { at $made --quick-gen-key "$1" "$2" "$3" "$4"; }
for algorithm in rsa1024 rsa2048 rsa3072 rsa4096 ed25519 nistp256 nistp384 nistp521; do
    new "k-$algorithm" $algorithm sign,cert never
done
new k-dsa dsa2048 sign,cert never
new k-encrypts rsa2048 encrypt,cert never
new k-expired ed25519 sign,cert 2024-09-01
new k-retired ed25519 sign,cert never
new k-compromised ed25519 sign,cert never
new k-subkey ed25519 cert never
at $made --quick-add-key "$(fingerprint k-subkey)" ed25519 sign never
new k-subrevoked ed25519 cert never
at $made --quick-add-key "$(fingerprint k-subrevoked)" ed25519 sign never

# Messages.
sign() { # case, key, options
    local case=$1 key=$2; shift 2
    at $signed --local-user "$key" "$@" --output "$case.signature" --sign payload.json
    echo "$key" >"$case.key"
}
for algorithm in rsa2048 rsa3072 rsa4096 ed25519 nistp256 nistp384 nistp521; do sign "$algorithm" "k-$algorithm"; done
sign subkey k-subkey
sign uncompressed k-ed25519 --compress-algo none
sign zlib k-ed25519 --compress-algo zlib
sign bzip2 k-ed25519 --compress-algo bzip2
sign armored k-ed25519 --armor
sign text-mode k-ed25519 --textmode
sign sha1 k-rsa2048 --digest-algo SHA1
sign sha224 k-rsa2048 --digest-algo SHA224
sign sha512 k-rsa2048 --digest-algo SHA512
sign critical-notation k-ed25519 --sig-notation '!made@example.org=up'
sign signature-expired k-ed25519 --default-sig-expire 30d
sign rsa1024 k-rsa1024
sign dsa k-dsa
sign key-expired k-expired
sign key-retired k-retired
sign key-compromised k-compromised
sign subkey-revoked k-subrevoked
sign two-signatures k-ed25519 --local-user k-rsa2048
sign for-someone k-ed25519 --recipient k-encrypts --encrypt
other() { # case, options
    local case=$1; shift
    at $signed --local-user k-ed25519 --output "$case.signature" "$@" payload.json
    echo k-ed25519 >"$case.key"
}
other cleartext --clear-sign
other detached --detach-sign
other literal-only --store --compress-algo none
other encrypted --recipient k-encrypts --encrypt
joined() { # case, parts
    local case=$1; shift
    cat "$@" >"$case.signature"
    echo k-ed25519 >"$case.key"
}
joined uncompressed-twice uncompressed.signature uncompressed.signature
joined compressed-twice ed25519.signature ed25519.signature
joined literal-behind uncompressed.signature literal-only.signature
joined literal-before literal-only.signature uncompressed.signature
printf 'garbage' >garbage
joined garbage-behind-uncompressed uncompressed.signature garbage
joined garbage-behind-compressed ed25519.signature garbage
sed 's/"registry.example/"registry.example.evil/' payload.json >other.json
at $signed --local-user k-ed25519 --output other-name.signature --sign other.json
echo k-ed25519 >other-name.key
sed 's/sha256:......../sha256:00000000/' payload.json >other.json
at $signed --local-user k-ed25519 --output other-image.signature --sign other.json
echo k-ed25519 >other-image.key
joined unknown-key ed25519.signature; echo k-nistp256 >unknown-key.key

# What happens to keys afterwards.
revoke() { # key, reason
    printf 'y\n%s\n\ny\n' "$2" | answer --output revocation --gen-revoke "$1"
    gpg --batch --quiet --import revocation 2>>gpg.log
    rm revocation
}
revoke k-retired 3
revoke k-compromised 1
printf 'key 1\nrevkey\ny\n1\n\ny\nsave\n' | answer --edit-key k-subrevoked

for key in rsa2048 rsa3072 rsa4096 ed25519 nistp256 nistp384 nistp521 subkey; do
    at $made --export-secret-keys "k-$key" >"ours-$key.secret"
    echo "k-$key" >"ours-$key.key"
done
if command -v skopeo >/dev/null; then
    skopeo standalone-sign manifest.json registry.example/app:1 "$(fingerprint k-ed25519)" -o skopeo.signature >>gpg.log
    echo k-ed25519 >skopeo.key
fi
for case in *.key; do
    name=${case%.key}
    gpg --batch --export "$(cat "$case")" >"$name.cert" 2>>gpg.log
    fingerprint "$(cat "$case")" >"$name.fpr"
done
if command -v sq >/dev/null; then
    for suite in cv25519 rsa3k rsa4k; do
        sq --force key generate --userid sq --cipher-suite $suite --creation-time 2024-01-01 --expires never \
            --export sq.secret >>gpg.log 2>&1
        sq --force key extract-cert --binary -o "sq-$suite.cert" sq.secret
        sq --force sign --binary --signer-key sq.secret --time 2024-06-01 -o "sq-$suite.signature" payload.json
        gpg --batch --with-colons --import-options show-only --import "sq-$suite.cert" 2>>gpg.log |
            awk -F: '/^fpr/ { print $10; exit }' >"sq-$suite.fpr"
    done
fi
