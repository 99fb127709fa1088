#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Takes each check against a known vulnerability out of a scratch copy, and expects the test that guards it to fail.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec mvn -B -ntp -Dquick -pl tests/guards -am \
    -Dtest=VulnerabilitiesTest -Dsurefire.failIfNoSpecifiedTests=false test
