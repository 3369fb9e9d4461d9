package orbis.server.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines whose columns stand below each other; a column whose cells are numbers stands to the right. */
final class Table {
    private final List<String[]> rows = new ArrayList<>();

    Table row(final Object... cells) {
        final String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = String.valueOf(cells[i]);
        }
        rows.add(row);
        return this;
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder();
        final int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        final int[] widths = new int[columns];
        final boolean[] right = new boolean[columns];
        for (int i = 0; i < columns; i++) {
            final int column = i;
            widths[i] = rows.stream().filter(row -> row.length > column)
                .mapToInt(row -> row[column].length()).max().orElse(0);
            right[i] = rows.size() > 1 && rows.stream().skip(1)
                .allMatch(row -> row.length > column && row[column].matches("[-0-9.]+[a-zA-Z/]*"));
        }
        for (final String[] row : rows) {
            final StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                final String padding = " ".repeat(widths[i] - row[i].length());
                line.append(i == 0 ? "" : "  ").append(right[i] ? padding + row[i] : row[i] + padding);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
