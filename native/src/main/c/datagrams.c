/* Datagrams many at a time, and epoll: every call gives a negated errno on failure. */
#define _GNU_SOURCE
#include <errno.h>
#include <jni.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/socket.h>

/* What the Java side lays out by itself. */
_Static_assert(sizeof(struct mmsghdr) == 64 && offsetof(struct mmsghdr, msg_len) == 56, "struct mmsghdr");
_Static_assert(offsetof(struct msghdr, msg_iov) == 16 && offsetof(struct msghdr, msg_control) == 32
    && offsetof(struct msghdr, msg_flags) == 48, "struct msghdr");

JNIEXPORT jint JNICALL Java_orbis_sys_UdpSocket_receive(
    JNIEnv *env, jclass class, jint fd, jlong messages, jint count)
{
    int result = recvmmsg(fd, (struct mmsghdr *) (intptr_t) messages, (unsigned) count, MSG_DONTWAIT, NULL);
    (void) env, (void) class;
    return result == -1 ? -errno : result;
}

JNIEXPORT jint JNICALL Java_orbis_sys_UdpSocket_send(
    JNIEnv *env, jclass class, jint fd, jlong messages, jint count)
{
    int result = sendmmsg(fd, (struct mmsghdr *) (intptr_t) messages, (unsigned) count, MSG_DONTWAIT | MSG_NOSIGNAL);
    (void) env, (void) class;
    return result == -1 ? -errno : result;
}

JNIEXPORT jint JNICALL Java_orbis_sys_Poller_create(JNIEnv *env, jclass class)
{
    int result = epoll_create1(EPOLL_CLOEXEC);
    (void) env, (void) class;
    return result == -1 ? -errno : result;
}

JNIEXPORT jint JNICALL Java_orbis_sys_Poller_control(
    JNIEnv *env, jclass class, jint epoll, jint operation, jint fd, jint events, jint token)
{
    struct epoll_event event = { .events = (uint32_t) events, .data.u64 = (uint32_t) token };
    (void) env, (void) class;
    return epoll_ctl(epoll, operation, fd, &event) == -1 ? -errno : 0;
}

JNIEXPORT jint JNICALL Java_orbis_sys_Poller_await(
    JNIEnv *env, jclass class, jint epoll, jlong tokens, jint most, jint timeout_ms)
{
    struct epoll_event events[64];
    jint *out = (jint *) (intptr_t) tokens;
    int result = epoll_wait(epoll, events, most < 64 ? most : 64, timeout_ms);
    (void) env, (void) class;
    for (int i = 0; i < result; i++) {
        out[i] = (jint) events[i].data.u64;
    }
    return result == -1 ? -errno : result;
}
