/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.store.fs;

import dev.imagetrust.image.Bytes;
import dev.imagetrust.image.Digest;
import dev.imagetrust.trust.AnchorId;
import dev.imagetrust.trust.AnchorKind;
import dev.imagetrust.trust.DenyTarget;
import dev.imagetrust.trust.Edit;
import dev.imagetrust.trust.PolicyKind;
import dev.imagetrust.trust.Provenance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A process that edits a store, started by {@link StoreProcessesTest}. */
public final class EditingProgram {

    private EditingProgram() {}

    /**
     * {@code ROOT upload FIRST COUNT}; {@code ROOT anything SEED} without end; {@code ROOT hold} until there is no more input;
     * or {@code ROOT try}, which prints how that ended.
     */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        if (arguments[1].equals("hold")) {
            hold(root);
            return;
        }
        if (arguments[1].equals("try")) {
            System.out.println(tryAtOnce(root));
            return;
        }
        int number = Integer.parseInt(arguments[2]);
        if (arguments[1].equals("upload")) {
            upload(root, number, Integer.parseInt(arguments[3]));
        } else {
            editWithoutEnd(FileTrustStoreEditor.open(root), new Random(number));
        }
    }

    private static void hold(Path root) throws Exception {
        Provenance who = new Provenance("holder", Instant.EPOCH, "another process");
        StoreLock.of(root).<Integer, RuntimeException>holding(who, held -> {
            System.out.println("holds");
            return System.in.read();
        });
        System.out.println("done");
    }

    /** Edits without waiting for anybody: {@code changed}, or why not. */
    public static String tryAtOnce(Path root) throws Exception {
        Edit edit = Edit.by(new Provenance("hasty", Instant.EPOCH, "test"));
        try {
            FileTrustStoreEditor editor = FileTrustStoreEditor.open(root).waitingAtMost(Duration.ZERO);
            return editor.put(AnchorKind.COSIGN_KEY, "default", key(1), edit).changed() ? "changed" : "was there";
        } catch (StoreBusyException e) {
            return "busy";
        }
    }

    /** Uploads keys and certificates that nobody else uploads. */
    public static void upload(Path root, int first, int count) throws Exception {
        FileTrustStoreEditor editor = FileTrustStoreEditor.open(root, ZotCompat.SEED_2023_08);
        Edit edit = Edit.by(new Provenance("process " + first, Instant.EPOCH, "test"));
        for (int i = first; i < first + count; i++) {
            if (i % 10 == 0) {
                editor.put(AnchorKind.NOTATION_CA, "store-" + i, Bytes.utf8(Samples.CERTIFICATE), edit);
            } else {
                editor.put(AnchorKind.COSIGN_KEY, "default", key(i), edit);
            }
        }
    }

    /** One of many files with the same key. */
    static Bytes key(int number) {
        return Bytes.utf8(Samples.PUBLIC_KEY + "\n".repeat(number));
    }

    private static void editWithoutEnd(FileTrustStoreEditor editor, Random random) throws Exception {
        Edit edit = Edit.by(new Provenance("somebody", Instant.EPOCH, "test"));
        List<AnchorId> put = new ArrayList<>();
        System.out.println("begins");
        while (true) {
            Bytes key = key(random.nextInt(500));
            AnchorId id = new AnchorId(AnchorKind.COSIGN_KEY, "default", Digest.sha256(key));
            switch (random.nextInt(8)) {
                case 0 -> editor.deny(new DenyTarget.Image(id.material()), "why", edit);
                case 1 -> editor.putPolicy(PolicyKind.CONTAINERS, Bytes.utf8("{\"n\":" + random.nextInt() + "}"), edit);
                case 2 -> {
                    if (!put.isEmpty()) {
                        editor.disable(put.get(put.size() - 1), edit);
                    }
                }
                case 3 -> {
                    if (!put.isEmpty()) {
                        editor.enable(put.get(put.size() - 1), edit);
                    }
                }
                case 4 -> {
                    if (!put.isEmpty()) {
                        editor.delete(put.remove(put.size() - 1), edit);
                    }
                }
                default -> {
                    editor.put(id.kind(), id.origin(), key, edit);
                    put.remove(id);
                    put.add(id);
                }
            }
        }
    }
}
