/** Connections: PDU framing, receive states and gathered sends. */
package orbis.engine.net;
