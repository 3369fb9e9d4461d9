package orbis.sys;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.Channel;

/** What java.nio keeps to itself. */
public final class Channels {
    private static final MethodHandle FD = fdAccess();

    private Channels() {
    }

    /**
     * The file descriptor of a channel; it stays the channel's.
     *
     * @param channel of a socket, open.
     * @return file descriptor.
     */
    public static int fd(final Channel channel) {
        try {
            return (int) FD.invoke(channel);
        } catch (final ClassCastException e) {
            throw new IllegalArgumentException(channel + " is no channel of a socket", e);
        } catch (final Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle fdAccess() {
        try {
            final Class<?> type = Class.forName("sun.nio.ch.SelChImpl");
            return MethodHandles.lookup().findVirtual(type, "getFDVal", MethodType.methodType(int.class));
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("start Java with --add-exports java.base/sun.nio.ch=ALL-UNNAMED", e);
        }
    }
}
