/** HTTP boot. */
package orbis.boot.http;
