/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs.disk;

import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A file or a folder: how it is now, and how it is on the plates. */
final class DiskNode {

    final boolean folder;
    final long id;
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    long modified;
    byte[] content = new byte[0];
    byte[] forcedContent = new byte[0];
    Map<String, DiskNode> entries = new TreeMap<>();
    Map<String, DiskNode> forcedEntries = new TreeMap<>();

    DiskNode(boolean folder, long id) {
        this.folder = folder;
        this.id = id;
    }

    /** From now on a crash leaves it as it is. */
    void force() {
        forcedContent = content.clone();
        forcedEntries = new TreeMap<>(entries);
    }

    /** What is left of it. */
    DiskNode afterCrash(CrashDisk.Luck luck, Random random) {
        DiskNode left = new DiskNode(folder, id);
        left.permissions = permissions;
        left.modified = modified;
        left.content = contentAfter(luck, random);
        Set<String> names = new TreeSet<>(entries.keySet());
        names.addAll(forcedEntries.keySet());
        for (String name : names) {
            boolean kept =
                    luck == CrashDisk.Luck.EVERYTHING_KEPT || luck == CrashDisk.Luck.ANYTHING && random.nextBoolean();
            DiskNode node = (kept ? entries : forcedEntries).get(name);
            if (node != null) {
                left.entries.put(name, node.afterCrash(luck, random));
            }
        }
        left.force();
        return left;
    }

    private byte[] contentAfter(CrashDisk.Luck luck, Random random) {
        return switch (luck) {
            case EVERYTHING_KEPT -> content.clone();
            case UNFORCED_LOST -> forcedContent.clone();
            case ANYTHING -> torn(random);
        };
    }

    /** The new content, the old, or a beginning of the new one behind what both share. */
    private byte[] torn(Random random) {
        if (random.nextBoolean()) {
            return forcedContent.clone();
        }
        int shared = 0;
        while (shared < Math.min(content.length, forcedContent.length) && content[shared] == forcedContent[shared]) {
            shared++;
        }
        return Arrays.copyOf(content, shared + random.nextInt(content.length - shared + 1));
    }
}
