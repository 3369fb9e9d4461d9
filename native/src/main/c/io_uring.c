/*
 * Sets up, maps, enters and registers rings: all else is done in the mapped memory by Java. By the numbers of the
 * system calls alone, so that it compiles on systems whose headers are older than their kernel.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <jni.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_io_uring_setup
#define SYS_io_uring_setup 425
#define SYS_io_uring_enter 426
#define SYS_io_uring_register 427
#endif

JNIEXPORT jint JNICALL Java_orbis_sys_IoUring_setup(JNIEnv *env, jclass class, jint entries, jlong params)
{
    long result = syscall(SYS_io_uring_setup, entries, (void *) (intptr_t) params);
    (void) env, (void) class;
    return result == -1 ? -errno : (jint) result;
}

JNIEXPORT jint JNICALL Java_orbis_sys_IoUring_enter(
    JNIEnv *env, jclass class, jint fd, jint submit, jint min_complete, jint flags, jlong argument, jint length)
{
    long result = syscall(SYS_io_uring_enter, fd, submit, min_complete, flags, (void *) (intptr_t) argument,
        (size_t) length);
    (void) env, (void) class;
    return result == -1 ? -errno : (jint) result;
}

JNIEXPORT jint JNICALL Java_orbis_sys_IoUring_register(
    JNIEnv *env, jclass class, jint fd, jint opcode, jlong argument, jint count)
{
    long result = syscall(SYS_io_uring_register, fd, opcode, (void *) (intptr_t) argument, count);
    (void) env, (void) class;
    return result == -1 ? -errno : (jint) result;
}

JNIEXPORT jlong JNICALL Java_orbis_sys_IoUring_map(JNIEnv *env, jclass class, jint fd, jlong length, jlong offset)
{
    void *memory = mmap(NULL, (size_t) length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, offset);
    (void) env, (void) class;
    return memory == MAP_FAILED ? -(jlong) errno : (jlong) (intptr_t) memory;
}

JNIEXPORT jint JNICALL Java_orbis_sys_IoUring_unmap(JNIEnv *env, jclass class, jlong address, jlong length)
{
    (void) env, (void) class;
    return munmap((void *) (intptr_t) address, (size_t) length) == -1 ? -errno : 0;
}
