/** What the boot services share: the clients, the networks they are on, and the agent that serves them. */
package orbis.boot;
