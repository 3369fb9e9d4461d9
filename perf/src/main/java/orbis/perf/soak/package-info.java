/** Full load for a long time: what grows, what leaks, what stops. */
package orbis.perf.soak;
