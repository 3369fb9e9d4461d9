/** DHCP packets and options (RFC 2131, RFC 2132 and the network boot options). */
package orbis.protocol.dhcp;
