/**
 * A lab for machines without disks: guests in QEMU with real firmware, a network of their own in a namespace, the
 * disks that they boot from, and the servers that they boot by. Needs root and the packages that {@link
 * orbis.perf.lab.LabPackages} names; touches nothing outside its namespaces and its folders.
 */
package orbis.perf.lab;
