#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Lets the real cosign, versions 2 and 3, verify what this library signs, and this library what they sign, over Debian's
# docker-registry. Builds cosign with Go into $COSIGN_BIN (tests/registry/target/cosign if not set), which takes a quarter of an hour once.
set -eu
cd "$(dirname "$0")/../.."
bin=${COSIGN_BIN:-$PWD/tests/registry/target/cosign}

build() { # folder, module with version
    [ -x "$bin/$1/cosign" ] && return
    if ! command -v go >/dev/null; then
        echo "go is not installed: the tests against cosign $1 will be skipped" >&2
        return
    fi
    mkdir -p "$bin/$1"
    (cd "$bin" && GOBIN="$bin/$1" GOFLAGS=-buildvcs=false go install "$2") ||
        echo "cosign $1 could not be built: its tests will be skipped" >&2
}
build v3 github.com/sigstore/cosign/v3/cmd/cosign@v3.1.3
build v2 github.com/sigstore/cosign/v2/cmd/cosign@v2.6.5

if ! command -v docker-registry >/dev/null; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        apt-get install -y docker-registry || echo "docker-registry could not be installed" >&2
    else
        echo "docker-registry is not installed: the tests will be skipped" >&2
    fi
fi
exec mvn -B -ntp -Dquick -pl tests/registry -am test \
    -Dtest=CosignPeersTest -Dsurefire.failIfNoSpecifiedTests=false -Dimagetrust.cosign="$bin"
