#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes the files beside it with GnuPG 2.2.40. Run in an empty folder; the keys are thrown away, so a new run replaces
# every file. All dates are faked: keys of 2024-01-01, signatures of 2024-06-01.
set -eu
GNUPGHOME=$(mktemp -d); export GNUPGHOME; chmod 700 "$GNUPGHOME"
at() { when=$1; shift; gpg --batch --quiet --yes --pinentry-mode loopback --passphrase '' --trust-model always \
  --no-auto-check-trustdb --faked-system-time "$when!" "$@"; }
made=20240101T000000; signed=20240601T000000
new() { at $made --quick-gen-key "$1" "$2" "$3" "$4"; at $made --armor --output "$1.asc" --export "$1"; }
new plain ed25519 sign,cert never
new rsa rsa2048 sign,cert never
new nist nistp256 sign,cert never
new weak rsa1024 sign,cert never
new dsa dsa2048 sign,cert never
new koblitz secp256k1 sign,cert never
new shortlived ed25519 sign,cert 2024-09-01
new prolonged ed25519 sign,cert 2024-09-01
new encrypts rsa2048 encrypt,cert never
new subkey ed25519 cert never
fpr=$(gpg --with-colons --list-keys subkey | awk -F: '/^fpr/{print $10; exit}')
at $made --quick-add-key "$fpr" ed25519 sign never
at $made --armor --output subkey.asc --export subkey

payload='{"critical":{"identity":{"docker-reference":"registry.example/app:1"},"image":{"docker-manifest-digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000"},"type":"atomic container signature"},"optional":{"creator":"record.sh","timestamp":1717200000}}'
printf %s "$payload" >payload.json
printf '%2000s' ' ' | tr ' ' x >long.txt
sign() { out=$1; who=$2; shift 2; at $signed --local-user "$who" "$@" --output "$out" --sign payload.json; }
for who in plain rsa nist weak dsa koblitz shortlived prolonged subkey; do sign "$who.signature" $who; done
sign uncompressed.signature plain --compress-algo none
sign zlib.signature plain --compress-algo zlib
sign bzip2.signature plain --compress-algo bzip2
sign armored.signature plain --armor
sign textmode.signature plain --textmode
sign sha1.signature rsa --digest-algo SHA1
sign sha224.signature rsa --digest-algo SHA224
sign sha384.signature rsa --digest-algo SHA384
sign expiring.signature plain --default-sig-expire 30d
sign notation.signature plain --sig-notation '!made@example.org=up'
sign two.signature plain --local-user rsa
sign for-someone.signature plain --recipient encrypts --encrypt
at $signed --local-user plain --output cleartext.signature --clearsign payload.json
at $signed --local-user plain --output detached.signature --detach-sign payload.json
at $signed --output literal.signature --store payload.json
at $signed --output encrypted.signature --recipient encrypts --encrypt payload.json
cat long.txt | at $signed --local-user plain --compress-algo none --output chunked.signature --sign

fpr=$(gpg --with-colons --list-keys prolonged | awk -F: '/^fpr/{print $10; exit}')
at 20240801T000000 --quick-set-expire "$fpr" 2034-01-01
at 20240801T000000 --armor --output prolonged-later.asc --export-options export-clean --export prolonged
at $made --armor --output secret.asc --export-secret-keys plain
at $made --output several.gpg --export plain rsa subkey
cp "$GNUPGHOME/pubring.kbx" several.kbx
fpr=$(gpg --with-colons --list-keys nist | awk -F: '/^fpr/{print $10; exit}')
at $made --delete-secret-and-public-key "$fpr"
cp "$GNUPGHOME/pubring.kbx" deleted.kbx

answer() { gpg --quiet --no-tty --pinentry-mode loopback --passphrase '' --trust-model always --no-auto-check-trustdb \
  --faked-system-time 20240801T000000! --command-fd 0 "$@"; }
printf 'y\n3\nno longer used\n\ny\n' | answer --output retire.rev --gen-revoke plain
gpg --quiet --import retire.rev
at 20240801T000000 --armor --output plain-retired.asc --export plain
printf 'key 1\nrevkey\ny\n2\n\ny\nsave\n' | answer --edit-key subkey
at 20240801T000000 --armor --output subkey-revoked.asc --export subkey
rm -f long.txt retire.rev
