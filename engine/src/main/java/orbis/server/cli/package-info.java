/** The command line. */
package orbis.server.cli;
