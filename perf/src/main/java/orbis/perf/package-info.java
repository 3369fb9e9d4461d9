/** The command line of the benchmarks. */
package orbis.perf;
