/* SPDX-License-Identifier: Apache-2.0 */
package dev.imagetrust.registry.internal;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOptions;
import java.nio.channels.SocketChannel;

/** The inner part of a socket, over a channel: unlike the JDK's own, its reads and writes end on interruption. */
final class ChannelSocket extends SocketImpl {

    private final Socket channel;

    ChannelSocket() throws IOException {
        // What SocketChannel calls its adaptor: timeouts of a socket, interruption of a channel.
        this.channel = SocketChannel.open().socket();
        this.fd = new FileDescriptor();
    }

    @Override
    protected void create(boolean stream) {}

    @Override
    protected void connect(SocketAddress endpoint, int timeout) throws IOException {
        InetSocketAddress target = (InetSocketAddress) endpoint;
        channel.connect(target, timeout);
        this.address = target.getAddress();
        this.port = target.getPort();
        this.localport = channel.getLocalPort();
    }

    @Override
    protected void connect(String host, int targetPort) throws IOException {
        throw new SocketException("not supported");
    }

    @Override
    protected void connect(InetAddress target, int targetPort) throws IOException {
        throw new SocketException("not supported");
    }

    @Override
    protected void bind(InetAddress host, int localPort) throws IOException {
        channel.bind(new InetSocketAddress(host, localPort));
    }

    @Override
    protected void listen(int backlog) throws IOException {
        throw new SocketException("not supported");
    }

    @Override
    protected void accept(SocketImpl incoming) throws IOException {
        throw new SocketException("not supported");
    }

    @Override
    protected InputStream getInputStream() throws IOException {
        return channel.getInputStream();
    }

    @Override
    protected OutputStream getOutputStream() throws IOException {
        return channel.getOutputStream();
    }

    @Override
    protected int available() throws IOException {
        return channel.getInputStream().available();
    }

    @Override
    protected void close() throws IOException {
        channel.close();
    }

    @Override
    protected void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    protected void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    protected void sendUrgentData(int data) throws IOException {
        throw new SocketException("not supported");
    }

    @Override
    public void setOption(int option, Object value) throws SocketException {
        switch (option) {
            case SocketOptions.SO_TIMEOUT -> channel.setSoTimeout((Integer) value);
            case SocketOptions.TCP_NODELAY -> channel.setTcpNoDelay((Boolean) value);
            case SocketOptions.SO_KEEPALIVE -> channel.setKeepAlive((Boolean) value);
            default -> throw new SocketException("not supported: " + option);
        }
    }

    @Override
    public Object getOption(int option) throws SocketException {
        return switch (option) {
            case SocketOptions.SO_TIMEOUT -> channel.getSoTimeout();
            case SocketOptions.TCP_NODELAY -> channel.getTcpNoDelay();
            case SocketOptions.SO_KEEPALIVE -> channel.getKeepAlive();
            case SocketOptions.SO_BINDADDR -> channel.getLocalAddress();
            default -> throw new SocketException("not supported: " + option);
        };
    }
}
