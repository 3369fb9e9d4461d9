/** JMH benchmarks of the parts. */
package orbis.perf.jmh;
