#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Compares a real zot with this library: answers over HTTP, directories, verdicts. $ZOT names the program; otherwise that on the PATH is taken.
set -eu
cd "$(dirname "$0")/../.."
zot=${ZOT:-$(command -v zot || true)}
if [ -z "$zot" ] || [ ! -x "$zot" ]; then
    echo "there is no zot here (ZOT=/path/to/zot names one): nothing is compared with it" >&2
    exit 0
fi
exec mvn -B -ntp -Dquick -pl tests/registry -am test -Dimagetrust.zot="$zot" \
    -Dtest='ZotExchangesTest,ZotDirectoriesTest,ZotVerdictsTest' -Dsurefire.failIfNoSpecifiedTests=false "$@"
