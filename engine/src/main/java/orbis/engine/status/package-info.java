/** Counters, latencies and errors, kept in mapped files that others can read. */
package orbis.engine.status;
