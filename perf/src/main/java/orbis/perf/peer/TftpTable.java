package orbis.perf.peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Servers side by side at one block size, as a table in Markdown. */
final class TftpTable {
    private TftpTable() {
    }

    /**
     * The table of a block size.
     *
     * @param blksize bytes of a block.
     * @param runs    of all block sizes, in the order of columns and lines.
     * @param how     they were taken: the line under the table.
     */
    static String of(final int blksize, final List<TftpRun> runs, final String how) {
        final List<TftpRun> own = runs.stream().filter(run -> run.blksize() == blksize).toList();
        final List<String> servers = own.stream().map(TftpRun::server).distinct().toList();
        final StringBuilder text = new StringBuilder("\nBlocks of ").append(blksize)
            .append(" bytes: CPU seconds of the server for a gigabyte, and throughput\n\n| clients, window |");
        servers.forEach(server -> text.append(' ').append(server).append(" |"));
        text.append("\n|---|").append("---:|".repeat(servers.size())).append('\n');
        own.stream().collect(Collectors.groupingBy(TftpRun::crowd, LinkedHashMap::new, Collectors.toList()))
            .forEach((crowd, line) -> {
                text.append("| ").append(crowd).append(" |");
                line.forEach(run -> text.append(' ').append(run.figures()).append(" |"));
                text.append('\n');
            });
        return text.append('\n').append(how).append('\n').toString();
    }
}
