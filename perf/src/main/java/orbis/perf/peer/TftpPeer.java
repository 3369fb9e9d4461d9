package orbis.perf.peer;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.agrona.CloseHelper;

/** A TFTP server that runs as a process of its own, on an address of this machine that is its own too. */
public final class TftpPeer implements AutoCloseable {
    private static final int PORT = 69;
    private static final int TRIES = 200;
    private static final int TRY_MS = 100;
    private static final int STOP_TIMEOUT_S = 20;

    private final String name;
    private final int address;
    private final Process process;
    private final Runnable end;
    private final CpuAccount account;

    private TftpPeer(
        final String name, final int address, final Process process, final Runnable end, final CpuAccount account) {
        this.name = name;
        this.address = address;
        this.process = process;
        this.end = end;
        this.account = account;
    }

    /**
     * Starts Orbis.
     *
     * @param pin    what stands before the command, such as taskset with its arguments; may be empty.
     * @param folder of the files to be served.
     * @param work   for its properties, its data and its log.
     * @return serving, once {@link #awaitServing(String)} returns.
     * @throws IOException when it cannot be started.
     */
    public static TftpPeer orbis(final List<String> pin, final Path folder, final Path work) throws IOException {
        final CpuAccount account = new CpuAccount("orbis");
        try {
            final OrbisPeer orbis = new OrbisPeer(prefix(account, pin), work).memoryDisk("none", "1m")
                .set("orbis.net.interface", "lo").set("orbis.tftp.root", folder.toString())
                .set("orbis.http.port", "0").set("orbis.tftp.windowsize.max", "64")
                .set("orbis.tftp.transfers.client", "65536").set("orbis.tftp.requests.client", "1000000");
            return new TftpPeer("orbis", 0x7f000001, orbis.start().process(), orbis::close, account);
        } catch (final IOException | RuntimeException fault) {
            CloseHelper.quietClose(account);
            throw fault;
        }
    }

    /** Starts Debian's dnsmasq. */
    public static TftpPeer dnsmasq(final List<String> pin, final Path folder, final Path work) throws IOException {
        return start("dnsmasq", 0x7f000045, pin, work,
            "dnsmasq", "-k", "--conf-file=/dev/null", "--port=0", "--user=root", "--enable-tftp",
            "--tftp-root=" + folder, "--tftp-max=4096", "--bind-interfaces",
            "--listen-address=127.0.0.69", "--pid-file=" + work.resolve("dnsmasq.pid"), "--log-facility=/dev/null");
    }

    /** Starts Debian's tftpd-hpa. */
    public static TftpPeer hpa(final List<String> pin, final Path folder, final Path work) throws IOException {
        return start("tftpd-hpa", 0x7f000046, pin, work,
            "in.tftpd", "-L", "-u", "root", "-a", "127.0.0.70:69", "-s", folder.toString());
    }

    private static TftpPeer start(
        final String name, final int address, final List<String> pin, final Path work, final String... command)
            throws IOException {
        final CpuAccount account = new CpuAccount(name);
        try {
            final List<String> whole = prefix(account, pin);
            whole.addAll(List.of(command));
            final Process process = new ProcessBuilder(whole).redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(work, name, ".log").toFile()).start();
            return new TftpPeer(name, address, process, process::destroyForcibly, account);
        } catch (final IOException | RuntimeException fault) {
            CloseHelper.quietClose(account);
            throw fault;
        }
    }

    private static List<String> prefix(final CpuAccount account, final List<String> pin) {
        final List<String> prefix = new ArrayList<>(account.prefix());
        prefix.addAll(pin);
        return prefix;
    }

    /** Name in reports. */
    public String name() {
        return name;
    }

    /** IPv4 address. */
    public int address() {
        return address;
    }

    /** UDP port. */
    public int port() {
        return PORT;
    }

    /** CPU time of the process and of all that it started, in seconds. */
    public double cpuSeconds() {
        return account.seconds();
    }

    /**
     * Waits until it answers.
     *
     * @param file that it has not: asking for it costs nothing.
     * @throws IOException when it does not.
     */
    public void awaitServing(final String file) throws IOException {
        final byte[] request = ("\0\1" + file + "\0octet\0").getBytes(StandardCharsets.ISO_8859_1);
        final byte[] octets = new byte[4];
        LongStream.range(0, octets.length).forEach(i -> octets[(int) i] = (byte) (address >> 24 - 8 * i));
        final InetSocketAddress server = new InetSocketAddress(InetAddress.getByAddress(octets), PORT);
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.2"))) {
            socket.setSoTimeout(TRY_MS);
            for (int i = 0; i < TRIES && process.isAlive(); i++) {
                socket.send(new DatagramPacket(request, request.length, server));
                try {
                    socket.receive(new DatagramPacket(new byte[600], 600));
                    return;
                } catch (final SocketTimeoutException e) {
                    continue;
                }
            }
        }
        throw new IOException(name + " does not answer");
    }

    @Override
    public void close() {
        end.run();
        process.onExit().completeOnTimeout(process, STOP_TIMEOUT_S, TimeUnit.SECONDS).join();
        account.close();
    }
}
