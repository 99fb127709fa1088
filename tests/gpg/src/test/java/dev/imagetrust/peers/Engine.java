/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.peers;

import dev.imagetrust.image.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/** A program that judges messages: A accepts, R refuses, - cannot be asked. */
enum Engine {
    /** GnuPG; accepted is what it calls GOODSIG. */
    GPG("gpg") {
        @Override
        char judge(PeerCase each) {
            return inHome(each, home -> {
                Program.Ended ended = program()
                        .run(
                                each.folder(),
                                home,
                                "--batch",
                                "--trust-model",
                                "always",
                                "--status-fd",
                                "1",
                                "--verify",
                                each.signature());
                return ended.well() && ended.output().contains("[GNUPG:] GOODSIG");
            });
        }
    },
    /** containers/image with GPGME. */
    SKOPEO("skopeo") {
        @Override
        char judge(PeerCase each) {
            return inHome(
                    each,
                    home -> program()
                            .run(
                                    each.folder(),
                                    home,
                                    "standalone-verify",
                                    each.manifest(),
                                    "registry.example/app:1",
                                    each.fingerprint(),
                                    each.signature())
                            .well());
        }
    },
    /** Sequoia, inline messages. */
    SQ("sq") {
        @Override
        char judge(PeerCase each) {
            return inHome(
                    each,
                    home -> program()
                            .run(
                                    each.folder(),
                                    home,
                                    "verify",
                                    "--signer-cert",
                                    each.certificate(),
                                    "-o",
                                    home.resolve("out"),
                                    each.signature())
                            .well());
        }
    },
    /** Sequoia, for which message and signature are taken apart. */
    SQV("sqv") {
        @Override
        char judge(PeerCase each) {
            Optional<Parts> parts = Parts.find(PeerCase.read(each.signature()));
            if (parts.isEmpty()) {
                return '-';
            }
            return inHome(each, home -> {
                Files.write(home.resolve("payload"), parts.get().payload().toByteArray());
                Files.write(home.resolve("payload.sig"), parts.get().signature().toByteArray());
                return program()
                        .run(
                                home,
                                home,
                                "--keyring",
                                each.certificate(),
                                home.resolve("payload.sig"),
                                home.resolve("payload"))
                        .well();
            });
        }
    };

    private final String command;

    Engine(String command) {
        this.command = command;
    }

    abstract char judge(PeerCase each);

    Program program() {
        return new Program(command);
    }

    private static char inHome(PeerCase each, Asking asking) {
        try {
            Path home = Files.createTempDirectory("peer");
            try {
                new Program("gpg").run(each.folder(), home, "--batch", "--quiet", "--import", each.certificate());
                return asking.ask(home) ? 'A' : 'R';
            } finally {
                new Program("gpgconf").run(each.folder(), home, "--kill", "all");
                Folders.delete(home);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Asking {
        boolean ask(Path home) throws IOException;
    }

    /** The first payload and signature of a message. */
    private record Parts(Bytes payload, Bytes signature) {

        static Optional<Parts> find(Bytes message) {
            try {
                BcPGPObjectFactory packets = new BcPGPObjectFactory(message.toByteArray());
                Object first = packets.nextObject();
                if (first instanceof PGPCompressedData compressed) {
                    packets = new BcPGPObjectFactory(compressed.getDataStream());
                    first = packets.nextObject();
                }
                Bytes payload = null;
                for (Object next = first; next != null; next = packets.nextObject()) {
                    if (next instanceof PGPLiteralData literal) {
                        payload = Bytes.copyOf(literal.getInputStream().readAllBytes());
                    } else if (next instanceof PGPSignatureList signatures && payload != null) {
                        return Optional.of(new Parts(
                                payload, Bytes.copyOf(signatures.get(0).getEncoded())));
                    }
                }
                return Optional.empty();
            } catch (IOException | PGPException | RuntimeException e) {
                return Optional.empty();
            }
        }
    }
}
