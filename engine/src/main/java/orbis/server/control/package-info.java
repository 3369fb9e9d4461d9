/** Commands to a running server, over a socket in its data folder. */
package orbis.server.control;
