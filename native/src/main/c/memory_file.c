/* Files in memory, sealed in their size so that no mapped byte is ever missing. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <jni.h>
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
