/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import static dev.imagetrust.testkit.NotationBend.*;

/** What the protected header of a Notary Project signature says, the same for both envelopes. */
final class NotationAttributes {

    private static final String PREFIX = "io.cncf.notary.";
    private static final String SCHEME = PREFIX + "signingScheme";
    private static final String SIGNING_TIME = PREFIX + "signingTime";
    private static final String AUTHENTIC_TIME = PREFIX + "authenticSigningTime";
    private static final String EXPIRY = PREFIX + "expiry";
    private static final String PLUGIN_NAME = PREFIX + "verificationPlugin";
    private static final String UNKNOWN = "org.example.unknown";
    private static final String PAYLOAD_TYPE = "application/vnd.cncf.notary.payload.v1+json";

    private final NotationBend bend;
    private final boolean byAuthority;

    NotationAttributes(NotationForge forge, NotationBend bend) {
        this.bend = bend;
        this.byAuthority = forge.isBySigningAuthority() != (bend == SIGNING_AUTHORITY);
    }

    /** Without the algorithm, which is written in another way in each envelope. */
    List<NotationAttribute> all() {
        List<NotationAttribute> all = new ArrayList<>();
        List<String> critical = critical();
        if (bend != NO_CRITICAL && bend != UNPROTECTED_CRITICAL) {
            all.add(NotationAttribute.names(NotationAttribute.CRITICAL, critical));
        }
        if (bend != NO_CONTENT_TYPE) {
            all.add(NotationAttribute.text(
                    NotationAttribute.CONTENT_TYPE, bend == OTHER_CONTENT_TYPE ? "application/json" : PAYLOAD_TYPE));
        }
        if (bend != NO_SCHEME) {
            all.add(NotationAttribute.text(SCHEME, scheme()));
        }
        addTimes(all);
        addOthers(all);
        return all;
    }

    List<String> critical() {
        List<String> names = new ArrayList<>();
        if (bend == EMPTY_CRITICAL) {
            return names;
        }
        if (bend != SCHEME_NOT_CRITICAL && bend != NO_SCHEME) {
            names.add(SCHEME);
        }
        if (byAuthority) {
            names.add(AUTHENTIC_TIME);
        }
        if (expiry() != null && bend != EXPIRY_NOT_CRITICAL) {
            names.add(EXPIRY);
        }
        switch (bend) {
            case REPEATED_CRITICAL -> names.add(SCHEME);
            case ABSENT_CRITICAL, UNKNOWN_CRITICAL -> names.add(UNKNOWN);
            case REGISTERED_CRITICAL -> names.add(NotationAttribute.ALGORITHM);
            case PLUGIN -> names.add(PLUGIN_NAME);
            default -> {}
        }
        return names;
    }

    private String scheme() {
        if (bend == UNKNOWN_SCHEME) {
            return "notary.unknown";
        }
        return byAuthority ? "notary.x509.signingAuthority" : "notary.x509";
    }

    private void addTimes(List<NotationAttribute> all) {
        if (bend == MALFORMED_TIME) {
            all.add(NotationAttribute.text(byAuthority ? AUTHENTIC_TIME : SIGNING_TIME, "yesterday"));
        } else if (bend != NO_SIGNING_TIME) {
            all.add(NotationAttribute.time(byAuthority ? AUTHENTIC_TIME : SIGNING_TIME, ForgedTime.SIGNED));
        }
        if (bend == TWO_SIGNING_TIMES) {
            all.add(NotationAttribute.time(byAuthority ? SIGNING_TIME : AUTHENTIC_TIME, ForgedTime.SIGNED));
        }
        Instant expiry = expiry();
        if (expiry != null) {
            all.add(NotationAttribute.time(EXPIRY, expiry));
        }
    }

    private void addOthers(List<NotationAttribute> all) {
        switch (bend) {
            case UNKNOWN_ATTRIBUTE, UNKNOWN_CRITICAL -> all.add(NotationAttribute.text(UNKNOWN, "value"));
            case PLUGIN -> all.add(NotationAttribute.text(PLUGIN_NAME, "org.example.plugin"));
            default -> {}
        }
    }

    private @Nullable Instant expiry() {
        return switch (bend) {
            case EXPIRED -> ForgedTime.GONE;
            case EXPIRES_WHEN_SIGNED -> ForgedTime.SIGNED;
            // In the last two, so that the list of critical attributes is not empty: that is another bend.
            case NOT_YET_EXPIRED, EXPIRY_NOT_CRITICAL, SCHEME_NOT_CRITICAL, NO_SCHEME ->
                ForgedTime.NOW.plus(Duration.ofDays(1));
            default -> null;
        };
    }
}
