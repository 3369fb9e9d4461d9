/* Mapped memory: anonymous, which is zeroed, or of a file. */
#define _GNU_SOURCE
#include <errno.h>
#include <jni.h>
#include <stdint.h>
#include <sys/mman.h>

#define PAGE 4096
#define MOST_PAGES 256

JNIEXPORT jlong JNICALL Java_orbis_sys_Slab_map(JNIEnv *env, jclass class, jlong length)
{
    void *memory = mmap(NULL, (size_t) length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    (void) env, (void) class;
    return memory == MAP_FAILED ? -(jlong) errno : (jlong) (intptr_t) memory;
}

JNIEXPORT jlong JNICALL Java_orbis_sys_FileMapping_map(
    JNIEnv *env, jclass class, jint fd, jlong length, jboolean writable)
{
    void *memory = mmap(NULL, (size_t) length, writable ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, fd, 0);
    (void) env, (void) class;
    return memory == MAP_FAILED ? -(jlong) errno : (jlong) (intptr_t) memory;
}

JNIEXPORT jlong JNICALL Java_orbis_sys_FileMapping_resident0(JNIEnv *env, jclass class, jlong address, jlong length)
{
    unsigned char pages[MOST_PAGES];
    size_t count = ((size_t) length + PAGE - 1) / PAGE;
    size_t resident = 0;
    (void) env, (void) class;
    if (count > MOST_PAGES)
        count = MOST_PAGES;
    if (count == 0 || mincore((void *) (intptr_t) address, count * PAGE, pages) == -1)
        return 0;
    while (resident < count && (pages[resident] & 1) != 0)
        resident++;
    return (jlong) (resident * PAGE);
}

JNIEXPORT jint JNICALL Java_orbis_sys_MappedMemory_adviseHugePages(
    JNIEnv *env, jclass class, jlong address, jlong length)
{
    (void) env, (void) class;
    return madvise((void *) (intptr_t) address, (size_t) length, MADV_HUGEPAGE) == -1 ? -errno : 0;
}

JNIEXPORT jint JNICALL Java_orbis_sys_MappedMemory_unmap(JNIEnv *env, jclass class, jlong address, jlong length)
{
    (void) env, (void) class;
    return munmap((void *) (intptr_t) address, (size_t) length) == -1 ? -errno : 0;
}
