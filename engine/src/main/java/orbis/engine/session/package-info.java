/** iSCSI sessions: login, CmdSN window, data transfer, task management. */
package orbis.engine.session;
