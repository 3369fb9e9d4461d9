/** The DHCP and ProxyDHCP responder. */
package orbis.boot.dhcp;
