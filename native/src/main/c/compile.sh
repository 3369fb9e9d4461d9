#!/bin/sh
# Compiles the JNI sources into the resource that NativeLibrary loads: compile.sh JAVA_HOME CLASSES_DIR
set -eu
java_home=$1
out=$2/orbis/sys/$(uname -s | tr '[:upper:]' '[:lower:]')-$(uname -m)
src=$(dirname "$0")

headers=$java_home/include
[ -f "$headers/jni.h" ] || headers=$java_home/../include
if [ ! -f "$headers/jni.h" ]; then
    echo "compile.sh: no jni.h under $java_home: a JDK is needed, not a JRE" >&2
    exit 1
fi

mkdir -p "$out"
exec "${CC:-cc}" -std=gnu11 -O3 -fPIC -shared -fvisibility=hidden -Wall -Wextra -Werror \
    -I"$headers" -I"$headers/linux" "$src"/*.c -o "$out/liborbis.so"
