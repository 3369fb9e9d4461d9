package orbis.engine.net;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An initiator that says what it is told to, byte for byte, and waits for answers. */
final class RawInitiator implements Closeable {
    static final int LOGIN_RESPONSE = 0x23;
    static final int SCSI_RESPONSE = 0x21;
    static final int TASK_MANAGEMENT_RESPONSE = 0x22;
    static final int TEXT_RESPONSE = 0x24;
    static final int R2T = 0x31;
    static final int REJECT = 0x3f;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private int cmdSn = 1;
    private int tag = 100;

    /** A PDU that came: its header and its data. */
    record Pdu(ByteBuffer header, byte[] data) {
        int opcode() {
            return header.get(0) & 0x3f;
        }

        int loginStatus() {
            return header.getShort(36) & 0xffff;
        }

        int tag() {
            return header.getInt(16);
        }
    }

    RawInitiator(final InetSocketAddress portal) throws IOException {
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        socket.connect(portal);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Logs in by requests that ask for nothing but defaults. */
    Pdu login(final String initiator, final String target, final int isid) throws IOException {
        return finishLogin(beginLogin(initiator, target, isid), isid);
    }

    /** Logs in to ask for targets. */
    Pdu discover(final String initiator, final int isid) throws IOException {
        return finishLogin(beginLogin("InitiatorName=" + initiator + "\0SessionType=Discovery", isid), isid);
    }

    private Pdu finishLogin(final Pdu first, final int isid) throws IOException {
        if (first.loginStatus() != 0) {
            return first;
        }
        endLogin(isid);
        return receive();
    }

    /** The security stage of a login, to CSG 1. */
    Pdu beginLogin(final String initiator, final String target, final int isid) throws IOException {
        return beginLogin("InitiatorName=" + initiator + "\0SessionType=Normal\0TargetName=" + target, isid);
    }

    private Pdu beginLogin(final String who, final int isid) throws IOException {
        send(loginHeader(0x81, isid), (who + "\0AuthMethod=None\0").getBytes(StandardCharsets.US_ASCII));
        return receive();
    }

    /** Sends the last request of a login, CSG 1 to NSG 3, and waits for no answer. */
    void endLogin(final int isid) throws IOException {
        send(loginHeader(0x87, isid), "ImmediateData=Yes\0InitialR2T=Yes\0".getBytes(StandardCharsets.US_ASCII));
    }

    private ByteBuffer loginHeader(final int flags, final int isid) {
        return ByteBuffer.allocate(48).put(0, (byte) 0x43).put(1, (byte) flags)
            .putInt(8, 0x80000000).putShort(12, (short) isid).putInt(16, 1).putInt(24, cmdSn);
    }

    /** Sends a command of {@code length} bytes of output without its data, or of input; its tag. */
    int command(final int flags, final int length, final byte[] cdb) throws IOException {
        final ByteBuffer header = ByteBuffer.allocate(48).put(0, (byte) 0x01).put(1, (byte) flags)
            .putInt(16, ++tag).putInt(20, length).putInt(24, cmdSn++);
        header.position(32);
        header.put(cdb);
        send(header, new byte[0]);
        return tag;
    }

    /** Asks for all targets. */
    void sendTargets() throws IOException {
        send(ByteBuffer.allocate(48).put(0, (byte) 0x04).put(1, (byte) 0x80).putInt(16, ++tag).putInt(20, -1)
            .putInt(24, cmdSn++), "SendTargets=All\0".getBytes(StandardCharsets.US_ASCII));
    }

    void dataOut(final Pdu r2t) throws IOException {
        final int length = r2t.header.getInt(44);
        final ByteBuffer header = ByteBuffer.allocate(48).put(0, (byte) 0x05).put(1, (byte) 0x80)
            .putInt(16, r2t.tag()).putInt(20, r2t.header.getInt(20)).putInt(40, r2t.header.getInt(40));
        send(header, new byte[length]);
    }

    void abort(final int ofTag) throws IOException {
        send(ByteBuffer.allocate(48).put(0, (byte) 0x42).put(1, (byte) 0x81).putInt(16, 7).putInt(20, ofTag)
            .putInt(24, cmdSn).putInt(32, cmdSn - 1), new byte[0]);
    }

    void send(final ByteBuffer header, final byte[] data) throws IOException {
        final byte[] pdu = Arrays.copyOf(announcing(header, data.length).array(), 48 + (data.length + 3 & ~3));
        System.arraycopy(data, 0, pdu, 48, data.length);
        socket.getOutputStream().write(pdu);
    }

    /** Sends a header whose data comes later, by {@link #sendData}. */
    void sendHeader(final ByteBuffer header, final int dataLength) throws IOException {
        socket.getOutputStream().write(announcing(header, dataLength).array());
    }

    /** Sends data, whole words, of a header that went before. */
    void sendData(final byte[] data) throws IOException {
        socket.getOutputStream().write(data);
    }

    private static ByteBuffer announcing(final ByteBuffer header, final int dataLength) {
        return header.put(5, (byte) (dataLength >> 16)).putShort(6, (short) dataLength);
    }

    /** Waits for the next PDU. */
    Pdu receive() throws IOException {
        final byte[] header = new byte[48];
        in.readFully(header);
        final ByteBuffer wrapped = ByteBuffer.wrap(header);
        final byte[] data = new byte[wrapped.getInt(4) & 0xffffff];
        in.readFully(data);
        in.skipNBytes(-data.length & 3);
        return new Pdu(wrapped, data);
    }

    /** Waits for the end of the connection; true when it came without another byte. */
    boolean ended() throws IOException {
        try {
            return in.read() < 0;
        } catch (final IOException ex) {
            return ex.getMessage().contains("reset");
        }
    }

    /** Ends the connection as a machine does that was switched off and on again. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
