/** Other programs: finding and installing them, running them, waiting for them, and leaving nothing of them behind. */
package orbis.perf.process;
