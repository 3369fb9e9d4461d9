/* Input and output on raw addresses: every call gives a negated errno on failure, and none throws. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <jni.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* Repeats a call that a signal interrupted, and turns -1 into a negated errno. */
#define RETRY(call)                                 \
    ({                                              \
        long result_;                               \
        do {                                        \
            result_ = (call);                       \
        } while (result_ == -1 && errno == EINTR);  \
        result_ == -1 ? -errno : (jint) result_;    \
    })

static void *pointer(jlong address)
{
    return (void *) (intptr_t) address;
}

JNIEXPORT jint JNICALL Java_orbis_sys_RawIo_read(
    JNIEnv *env, jclass class, jint fd, jlong address, jint length, jlong position, jint flags)
{
    struct iovec vector = { pointer(address), (size_t) length };
    (void) env, (void) class;
    return flags == 0 ? RETRY(pread(fd, vector.iov_base, vector.iov_len, position))
                      : RETRY(preadv2(fd, &vector, 1, position, flags));
}

JNIEXPORT jint JNICALL Java_orbis_sys_RawIo_write(
    JNIEnv *env, jclass class, jint fd, jlong address, jint length, jlong position, jint flags)
{
    struct iovec vector = { pointer(address), (size_t) length };
    (void) env, (void) class;
    return flags == 0 ? RETRY(pwrite(fd, vector.iov_base, vector.iov_len, position))
                      : RETRY(pwritev2(fd, &vector, 1, position, flags));
}

JNIEXPORT jint JNICALL Java_orbis_sys_RawIo_sync(JNIEnv *env, jclass class, jint fd)
{
    (void) env, (void) class;
    return RETRY(fdatasync(fd));
}

JNIEXPORT jlong JNICALL Java_orbis_sys_RawIo_size(JNIEnv *env, jclass class, jint fd)
{
    struct stat status;
    (void) env, (void) class;
    return fstat(fd, &status) == -1 ? -(jlong) errno : (jlong) status.st_size;
}

JNIEXPORT jint JNICALL Java_orbis_sys_RawIo_allocate(
    JNIEnv *env, jclass class, jint fd, jint mode, jlong position, jlong length)
{
    (void) env, (void) class;
    return RETRY(fallocate(fd, mode, position, length));
}

JNIEXPORT jint JNICALL Java_orbis_sys_RawIo_receive(
    JNIEnv *env, jclass class, jint fd, jlong address, jint length, jlong second_address, jint second_length, jint flags)
{
    struct iovec vectors[2] = {
        { pointer(address), (size_t) length },
        { pointer(second_address), (size_t) second_length },
    };
    struct msghdr message = { .msg_iov = vectors, .msg_iovlen = 2 };
    (void) env, (void) class;
    return second_length == 0 ? RETRY(recv(fd, vectors[0].iov_base, vectors[0].iov_len, flags))
                              : RETRY(recvmsg(fd, &message, flags));
}

JNIEXPORT jint JNICALL Java_orbis_sys_RawIo_send(
    JNIEnv *env, jclass class, jint fd, jlong vectors, jint count, jint flags)
{
    struct msghdr message = { .msg_iov = pointer(vectors), .msg_iovlen = (size_t) count };
    (void) env, (void) class;
    return RETRY(sendmsg(fd, &message, flags));
}

/* A vector whose length has this bit is of a file: position, and descriptor in bits 32 to 62 of the length. */
#define OF_FILE ((size_t) 1 << 63)

static jint send_file(int fd, const struct iovec *vector)
{
    off_t position = (off_t) (intptr_t) vector->iov_base;
    int file = (int) ((vector->iov_len & ~OF_FILE) >> 32);
    jint sent = RETRY(sendfile(fd, file, &position, vector->iov_len & UINT32_MAX));
    return sent == 0 ? -ENODATA : sent;
}

/* Sends the vectors up to the first of a file, and counts those vectors and their bytes. */
static jint send_memory(int fd, struct iovec *vectors, int count, int *taken, size_t *length)
{
    struct msghdr message = { .msg_iov = vectors };
    *length = 0;
    while (message.msg_iovlen < (size_t) count && !(vectors[message.msg_iovlen].iov_len & OF_FILE)) {
        *length += vectors[message.msg_iovlen++].iov_len;
    }
    *taken = (int) message.msg_iovlen;
    return RETRY(sendmsg(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL));
}

static jint send_until_full(int fd, struct iovec *vectors, int count)
{
    jint total = 0;
    for (int i = 0, taken; i < count; i += taken) {
        size_t length = vectors[i].iov_len & UINT32_MAX;
        jint sent;
        if (vectors[i].iov_len & OF_FILE) {
            taken = 1;
            sent = send_file(fd, &vectors[i]);
        } else {
            sent = send_memory(fd, &vectors[i], count - i, &taken, &length);
        }
        if (sent < 0) {
            return total > 0 ? total : sent;
        }
        total += sent;
        if ((size_t) sent < length) {
            break;
        }
    }
    return total;
}

/* sendfile takes no flags: that it does not wait is said by the socket's descriptor, that more follows by TCP_CORK. */
JNIEXPORT jint JNICALL Java_orbis_sys_RawIo_sendFiles(JNIEnv *env, jclass class, jint fd, jlong vectors, jint count)
{
    int flags = fcntl(fd, F_GETFL), cork = 1;
    bool waits = flags != -1 && !(flags & O_NONBLOCK);
    (void) env, (void) class;
    if (waits) {
        fcntl(fd, F_SETFL, flags | O_NONBLOCK);
    }
    setsockopt(fd, IPPROTO_TCP, TCP_CORK, &cork, sizeof cork);
    jint sent = send_until_full(fd, pointer(vectors), count);
    cork = 0;
    setsockopt(fd, IPPROTO_TCP, TCP_CORK, &cork, sizeof cork);
    if (waits) {
        fcntl(fd, F_SETFL, flags);
    }
    return sent;
}

JNIEXPORT jint JNICALL Java_orbis_sys_RawIo_shutdown(JNIEnv *env, jclass class, jint fd)
{
    (void) env, (void) class;
    return RETRY(shutdown(fd, SHUT_RDWR));
}

JNIEXPORT jint JNICALL Java_orbis_sys_RawIo_readStream(
    JNIEnv *env, jclass class, jint fd, jlong address, jint length)
{
    (void) env, (void) class;
    return RETRY(read(fd, pointer(address), (size_t) length));
}

JNIEXPORT jint JNICALL Java_orbis_sys_RawIo_writeStream(
    JNIEnv *env, jclass class, jint fd, jlong address, jint length)
{
    (void) env, (void) class;
    return RETRY(write(fd, pointer(address), (size_t) length));
}
