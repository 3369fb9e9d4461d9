package orbis.sys;

/**
 * Input and output on raw addresses, for what is called often. Nothing here throws: a failed call gives a negated
 * errno ({@link Errno}). Calls that a signal interrupted are repeated.
 */
public final class RawIo {
    /** The bytes are on the medium when the write returns (pwritev2(2), Linux 4.7). */
    public static final int RWF_DSYNC = 0x2;
    /** The read gives -EAGAIN where it would wait for a medium (preadv2(2), Linux 4.14). */
    public static final int RWF_NOWAIT = 0x8;
    /** No SIGPIPE when the peer is gone. */
    public static final int MSG_NOSIGNAL = 0x4000;
    /** The call does not wait. */
    public static final int MSG_DONTWAIT = 0x40;
    /** Marks the length of a vector that is of a file, for {@link #sendFiles}. */
    public static final long OF_FILE = 1L << 63;

    static {
        NativeLibrary.require();
    }

    private RawIo() {
    }

    /**
     * Reads from a file (preadv2).
     *
     * @param fd       file descriptor.
     * @param address  where the bytes go.
     * @param length   most bytes.
     * @param position offset in the file.
     * @param flags    RWF_* flags.
     * @return bytes read, 0 at the end of the file, or a negated errno.
     */
    public static native int read(int fd, long address, int length, long position, int flags);

    /**
     * Writes to a file (pwritev2).
     *
     * @param fd       file descriptor.
     * @param address  the bytes.
     * @param length   most bytes.
     * @param position offset in the file.
     * @param flags    RWF_* flags.
     * @return bytes written, or a negated errno.
     */
    public static native int write(int fd, long address, int length, long position, int flags);

    /**
     * Brings a file's data to the medium (fdatasync).
     *
     * @param fd file descriptor.
     * @return 0 or a negated errno.
     */
    public static native int sync(int fd);

    /**
     * The size of a regular file (fstat): waits for no lock.
     *
     * @param fd file descriptor.
     * @return bytes, or a negated errno.
     */
    public static native long size(int fd);

    /**
     * Changes a file's allocation (fallocate).
     *
     * @param fd       file descriptor.
     * @param mode     FALLOC_FL_* flags.
     * @param position offset in the file.
     * @param length   bytes.
     * @return 0 or a negated errno.
     */
    public static native int allocate(int fd, int mode, long position, long length);

    /**
     * Receives from a socket into one or two places, the second filled when the first is full (recvmsg).
     *
     * @param fd            socket.
     * @param address       first place.
     * @param length        its bytes.
     * @param secondAddress second place.
     * @param secondLength  its bytes, 0 for none.
     * @param flags         MSG_* flags.
     * @return bytes received, 0 when the peer closed, or a negated errno.
     */
    public static native int receive(int fd, long address, int length, long secondAddress, int secondLength, int flags);

    /**
     * Sends from many places with one call (sendmsg).
     *
     * @param fd      socket.
     * @param vectors array of struct iovec.
     * @param count   of vectors.
     * @param flags   MSG_* flags.
     * @return bytes sent, or a negated errno.
     */
    public static native int send(int fd, long vectors, int count, int flags);

    /**
     * Sends from many places, some of them in files, without waiting, in one call (sendmsg and sendfile under
     * TCP_CORK). The pages of a file in memory go to the socket as they are: what is written there before the peer
     * has taken them is what it gets.
     *
     * @param fd      TCP socket, non-blocking or not.
     * @param vectors array of struct iovec; in one of a file, iov_base is the position, and iov_len has
     *                {@link #OF_FILE}, the file's descriptor in bits 32 to 62, and the length below.
     * @param count   of vectors.
     * @return bytes sent; or, when there were none, a negated errno: EAGAIN when the socket is full, ENODATA when a
     *     file ends before the position.
     */
    public static native int sendFiles(int fd, long vectors, int count);

    /**
     * Reads from what has no position (read).
     *
     * @param fd      file descriptor.
     * @param address where the bytes go.
     * @param length  most bytes.
     * @return bytes read, 0 at the end, or a negated errno.
     */
    public static native int readStream(int fd, long address, int length);

    /**
     * Writes to what has no position (write).
     *
     * @param fd      file descriptor.
     * @param address the bytes.
     * @param length  most bytes.
     * @return bytes written, or a negated errno.
     */
    public static native int writeStream(int fd, long address, int length);

    /**
     * Ends both directions of a connection (shutdown).
     *
     * @param fd socket.
     * @return 0 or a negated errno.
     */
    public static native int shutdown(int fd);
}
