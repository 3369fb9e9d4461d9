package orbis.perf.report;

/** Pages that need nothing else. */
public final class Html {
    private static final String STYLE = """
        body { font: 15px/1.5 sans-serif; margin: 2em auto; max-width: 72em; color: #222 }
        table { border-collapse: collapse; margin: 1em 0 }
        th, td { padding: .25em .7em; border-bottom: 1px solid #ddd; text-align: right }
        th:first-child, td:first-child, th:nth-child(2), td:nth-child(2) { text-align: left }
        .missed { background: #fbe3dc }
        figure { display: inline-block; width: 34em; margin: 0 1em 1em 0 }
        """;

    private Html() {
    }

    /** The beginning of a page, with its title as a heading. */
    public static String head(final String title) {
        return "<!doctype html>\n<html lang='en'><meta charset='utf-8'><title>" + escape(title) + "</title>\n<style>\n"
            + STYLE + "</style>\n<h1>" + escape(title) + "</h1>\n";
    }

    /** Text as it stands in a page. */
    public static String escape(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
