#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Compares trust-gpg with GnuPG, skopeo, sq and sqv, which are installed first where that is possible.
set -eu
cd "$(dirname "$0")/../.."
for program in gpg skopeo sq sqv; do
    command -v "$program" >/dev/null && continue
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        apt-get install -y gnupg skopeo sq sqv || echo "$program could not be installed" >&2
        break
    fi
    echo "$program is not installed: its tests will be skipped" >&2
done
exec mvn -B -ntp -Dquick -pl tests/gpg -am test \
    -Dtest='EngineCellsTest,SkopeoPolicyTest' -Dsurefire.failIfNoSpecifiedTests=false
