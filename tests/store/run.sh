#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The tests of the file store that take long or need a peer: eight processes at once, a hundred kills, and notation-go as a reader.
set -eu
cd "$(dirname "$0")/../.."
program=
if command -v go >/dev/null; then
    program="${TMPDIR:-/tmp}/imagetrust-store-check"
    (cd tests/store/go && GOFLAGS=-mod=mod go build -o "$program" .) || program=
fi
[ -n "$program" ] || echo "there is no reader with notation-go: its tests will be skipped" >&2
exec mvn -B -ntp -Dquick -pl trust-store-fs -am test \
    -Dtest='StoreProcessesTest,NotationReadsItTest' -Dsurefire.failIfNoSpecifiedTests=false \
    -Dimagetrust.store.processes=8 -Dimagetrust.store.uploads=200 -Dimagetrust.store.kills=100 \
    -Dimagetrust.store.check="$program"
