/** The properties: every key, what it may be, where its value came from. */
package orbis.server.config;
