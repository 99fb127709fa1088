#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs the recorded cases against Debian's docker-registry, which is installed first where that is possible.
set -eu
cd "$(dirname "$0")/../.."
if ! command -v docker-registry >/dev/null; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        apt-get install -y docker-registry || echo "docker-registry could not be installed" >&2
    else
        echo "docker-registry is not installed: its tests will be skipped" >&2
    fi
fi
exec mvn -B -ntp -Dquick -pl tests/registry -am test \
    -Dtest='RecordedCasesTest,DockerRegistryTest' -Dsurefire.failIfNoSpecifiedTests=false
