/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.trust.Provenance;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Others kept changing a trust store, or one that was stopped in the middle keeps its lock, for as long as somebody was
 * ready to wait. Nothing was changed; trying again later is safe.
 *
 * @since 0.1
 */
public final class StoreBusyException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Provenance holder;

    StoreBusyException(Duration waited, Optional<Provenance> holder) {
        super("the trust store is being changed by "
                + holder.map(Provenance::toString).orElse("somebody else") + "; waited " + waited);
        this.holder = holder.orElse(null);
    }

    /**
     * Who was changing it, as they called themselves when they began; empty if that is not known. Says nothing about who
     * changed it before.
     */
    public Optional<Provenance> holder() {
        return Optional.ofNullable(holder);
    }
}
