/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.guards.violations;

import java.io.IOException;
import java.io.InputStream;

/** Catches too much, or just enough. */
final class Catches {

    private Catches() {}

    static final class Everything {
        boolean badException(Runnable work) {
            try {
                work.run();
                return true;
            } catch (Exception e) {
                return false;
            }
        }

        boolean badRuntimeException(Runnable work) {
            try {
                work.run();
                return true;
            } catch (RuntimeException e) {
                return false;
            }
        }

        boolean badThrowable(Runnable work) {
            try {
                work.run();
                return true;
            } catch (Throwable e) {
                return false;
            }
        }

        Runnable badInLambda(Runnable work) {
            return () -> {
                try {
                    work.run();
                } catch (IllegalStateException | Error e) {
                    work.run();
                }
            };
        }
    }

    static final class JustEnough {
        int narrow(String text) {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        int resource(InputStream in) throws IOException {
            try (in) {
                return in.read();
            }
        }

        int last(InputStream in) throws IOException {
            try {
                return in.read();
            } finally {
                in.close();
            }
        }

        synchronized int locked(Object lock) {
            synchronized (lock) {
                return lock.hashCode();
            }
        }
    }
}
