/** Asynchronous I/O of one agent: io_uring, or java.nio with a pool for file calls. */
package orbis.engine.io;
