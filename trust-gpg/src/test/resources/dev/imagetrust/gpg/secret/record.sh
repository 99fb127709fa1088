#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Makes the secret keys beside this script with GnuPG 2.2, as it exports them. Run it in an empty folder.
set -eu
here=$PWD
GNUPGHOME=$(mktemp -d); export GNUPGHOME
trap 'gpgconf --kill all; rm -rf "$GNUPGHOME"' EXIT
passphrase='correct horse é'
gpg_with() { # passphrase, then arguments
    printf '%s\n' "$1" | gpg --batch --quiet --yes --pinentry-mode loopback --passphrase-fd 0 "${@:2}" 2>/dev/null
}
generate() { # name, passphrase, algorithm, usage
    gpg_with "$2" --faked-system-time 20240101T000000 --quick-generate-key "$1 <$1@example.org>" "$3" "$4" never
}
fingerprint() { gpg --batch --with-colons -k "$1" 2>/dev/null | awk -F: '/^fpr/ { print $10; exit }'; }

for algorithm in rsa2048 nistp256 nistp384 nistp521 ed25519; do
    generate "$algorithm" "$passphrase" "$algorithm" sign,cert
done
generate plain '' ed25519 sign,cert
generate withsub "$passphrase" ed25519 cert
primary=$(fingerprint withsub)
gpg_with "$passphrase" --faked-system-time 20240101T000000 --quick-add-key "$primary" ed25519 sign never
gpg_with "$passphrase" --faked-system-time 20240201T000000 --quick-add-key "$primary" nistp256/ecdsa sign never

for name in nistp256 nistp384 nistp521 ed25519 withsub; do
    gpg_with "$passphrase" --armor --export-secret-keys "$name" >"$here/$name.asc"
done
gpg_with "$passphrase" --export-secret-keys rsa2048 >"$here/rsa2048.gpg"
gpg_with '' --armor --export-secret-keys plain >"$here/plain.asc"
gpg_with "$passphrase" --armor --export-secret-subkeys withsub >"$here/offline-primary.asc"
gpg --batch --armor --export ed25519@example.org >"$here/ed25519-public.asc"
gpg --with-colons --with-subkey-fingerprint -k 2>/dev/null | awk -F: '/^fpr/ { f = f " " $10 } /^uid/ { n = $10 }
    /^pub/ { if (n) print n f; f = "" } END { print n f }' >"$here/fingerprints.txt"
