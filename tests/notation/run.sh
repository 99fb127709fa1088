#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Lets the reference library of the Notary Project verify what we sign, and us what it signs. Needs Go.
set -eu
cd "$(dirname "$0")/../.."
if ! command -v go >/dev/null; then
    echo "go is not installed: the reference library of the Notary Project is not asked" >&2
    exit 0
fi
program=$PWD/trust-notation/target/reference-library
cd tests/notation/go
if ! go mod download; then
    echo "the reference library of the Notary Project could not be downloaded: it is not asked" >&2
    exit 0
fi
mkdir -p "$(dirname "$program")"
go build -mod=readonly -o "$program" .
cd ../../..
exec mvn -B -ntp -Dquick -pl trust-notation -am test -Dimagetrust.notation.go="$program" \
    -Dtest=ReferenceLibraryTest,ShortLivedReferenceTest -Dsurefire.failIfNoSpecifiedTests=false
