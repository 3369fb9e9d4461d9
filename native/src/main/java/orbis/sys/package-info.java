/** System calls: io_uring, sockets and slabs by JNI, what is called seldom by jnr-ffi. */
package orbis.sys;
