/** TFTP packets and option negotiation (RFC 1350, RFC 2347 to 2349, RFC 7440). */
package orbis.protocol.tftp;
