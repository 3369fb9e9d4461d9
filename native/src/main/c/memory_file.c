/* Files in memory, sealed in their size so that no mapped byte is ever missing, and mappings of files. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <jni.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

JNIEXPORT jint JNICALL Java_orbis_sys_MemoryFile_create(JNIEnv *env, jclass class, jlong length)
{
    int fd = memfd_create("orbis", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    (void) env, (void) class;
    if (fd == -1) {
        return -errno;
    }
    if (ftruncate(fd, length) == -1 || fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == -1) {
        int error = errno;
        close(fd);
        return -error;
    }
    return fd;
}

JNIEXPORT jlong JNICALL Java_orbis_sys_FileMapping_map(
    JNIEnv *env, jclass class, jint fd, jlong length, jboolean writable)
{
    void *memory = mmap(NULL, (size_t) length, writable ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, fd, 0);
    (void) env, (void) class;
    if (memory == MAP_FAILED) {
        return -(jlong) errno;
    }
    madvise(memory, (size_t) length, MADV_HUGEPAGE);
    return (jlong) (intptr_t) memory;
}

JNIEXPORT jint JNICALL Java_orbis_sys_FileMapping_unmap(JNIEnv *env, jclass class, jlong address, jlong length)
{
    (void) env, (void) class;
    return munmap((void *) (intptr_t) address, (size_t) length) == -1 ? -errno : 0;
}
