/** The process: configuration, command line, and what joins disks, clients and boot. */
package orbis.server;
