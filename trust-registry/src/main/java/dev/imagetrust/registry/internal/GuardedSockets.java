/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.SocketFactory;

/**
 * Makes sockets that judge the address they connect to, whoever looked it up and however often.
 *
 * <p>The sockets stand on channels, so that interrupting the thread that waits on one closes it at once.
 */
final class GuardedSockets extends SocketFactory {

    /** Says whether a socket may connect. */
    @FunctionalInterface
    interface Judge {
        /**
         * Judges.
         *
         * @throws RefusedAddressException if it may not
         */
        void check(InetSocketAddress target) throws RefusedAddressException;
    }

    private final Judge judge;

    GuardedSockets(Judge judge) {
        this.judge = judge;
    }

    @Override
    public Socket createSocket() throws IOException {
        return new JudgedSocket(new ChannelSocket(), judge);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    private static final class JudgedSocket extends Socket {

        private final Judge judge;

        JudgedSocket(ChannelSocket implementation, Judge judge) throws SocketException {
            super(implementation);
            this.judge = judge;
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress target) || target.isUnresolved()) {
                throw new RefusedAddressException("no address: " + endpoint);
            }
            judge.check(target);
            super.connect(endpoint, timeout);
        }
    }
}
