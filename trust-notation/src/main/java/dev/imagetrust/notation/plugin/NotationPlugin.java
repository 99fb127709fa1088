/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.notation.plugin;

import dev.imagetrust.image.Deadline;

/**
 * A plugin of any kind. Implementations are safe for use by several threads.
 *
 * @since 0.1
 */
public interface NotationPlugin {

    /**
     * What the plugin says about itself.
     *
     * @throws PluginException if it gives no answer in time
     * @throws InterruptedException if the thread was interrupted
     */
    PluginMetadata metadata(Deadline deadline) throws PluginException, InterruptedException;
}
