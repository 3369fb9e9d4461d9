/** The load generator: a small initiator, and what it measures. */
package orbis.perf.load;
