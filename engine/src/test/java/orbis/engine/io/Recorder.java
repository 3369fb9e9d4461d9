package orbis.engine.io;

import java.io.ByteArrayOutputStream;
import org.agrona.UnsafeApi;

/** Keeps what a socket tells; takes all that it is given unless a test says otherwise. */
class Recorder implements SocketHandler {
    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    int tellings;
    int filled;
    int sent;
    int closed;
    int errno = -1;

    @Override
    public int onReceived(final long address, final int length) {
        tellings++;
        return take(address, length);
    }

    @Override
    public void onFilled() {
        filled++;
    }

    @Override
    public void onSent() {
        sent++;
    }

    @Override
    public void onClosed(final int error) {
        closed++;
        errno = error;
    }

    final int take(final long address, final int length) {
        for (int i = 0; i < length; i++) {
            received.write(UnsafeApi.getByte(address + i));
        }
        return length;
    }
}
