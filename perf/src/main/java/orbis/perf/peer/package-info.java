/** Runs of other targets and servers, side by side with Orbis. */
package orbis.perf.peer;
