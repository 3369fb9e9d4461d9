package orbis.perf.interop;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What iscsi-test-cu says in its verbose mode. A test that says that it skipped something counts as skipped, though
 * the suite itself counts it as passed.
 *
 * @param passed  names (suite and test) of those that passed in full.
 * @param failed  of those that failed.
 * @param skipped of those that passed or ended early because something was not there.
 */
record TestSuiteResult(Set<String> passed, Set<String> failed, Set<String> skipped) {
    private static final Pattern SUITE = Pattern.compile("^Suite: (\\S+)", Pattern.MULTILINE);
    private static final Pattern TEST =
        Pattern.compile("^  Test: (\\S+) \\.\\.\\.(.*?)(?=^  Test: |^Suite: |^Run Summary|\\z)",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern FAILED = Pattern.compile("^\\s*(\\S+ \\.\\.\\.)?FAILED$", Pattern.MULTILINE);

    static TestSuiteResult parse(final String output) {
        final TestSuiteResult result = new TestSuiteResult(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        final Matcher suites = SUITE.matcher(output);
        int start = -1;
        String suite = "";
        while (suites.find()) {
            if (start >= 0) {
                result.suite(suite, output.substring(start, suites.start()));
            }
            suite = suites.group(1);
            start = suites.end();
        }
        if (start >= 0) {
            result.suite(suite, output.substring(start));
        }
        return result;
    }

    private void suite(final String suite, final String output) {
        final Matcher tests = TEST.matcher(output);
        while (tests.find()) {
            final String name = suite + '.' + tests.group(1);
            final String said = tests.group(2);
            if (FAILED.matcher(said).find()) {
                failed.add(name);
            } else if (said.contains("[SKIPPED]")) {
                skipped.add(name);
            } else if (said.contains("passed")) {
                passed.add(name);
            } else {
                // Neither: it did not come to its end.
                failed.add(name);
            }
        }
    }

    int tests() {
        return passed.size() + failed.size() + skipped.size();
    }

    String summary() {
        return passed.size() + " passed, " + failed.size() + " failed, " + skipped.size() + " skipped";
    }
}
