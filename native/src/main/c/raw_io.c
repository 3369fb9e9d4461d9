/* Input and output on raw addresses: every call gives a negated errno on failure, and none throws. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <jni.h>
#include <stdint.h>
#include <sys/socket.h>
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
