r'''
The built-in report formats: one file for each.

A report format is a module in a package under the entry point group `scrapelint.reports`; its name is the
name of the format (`--format NAME`, `--output NAME=FILE`), underscores written as hyphens. Modules whose name
begins with an underscore are no formats. Nothing is registered beyond the entry point:

    [project.entry-points."scrapelint.reports"]
    my-plugin = "my_plugin.reports"

The module has

- a docstring, whose first line is the summary of the format;
- one of two functions, which return text and write nothing themselves:
  `render(run: RunReport, options: ReportOptions) -> Iterator[str]` for the whole run, in pieces that are
  written as they come, or `render_document(report: FileReport) -> str` for one document, called as soon as
  that document has been checked. The pieces are written as they are: line ends are the format's own business;
- beside `render_document`, if it needs them, `HEAD`, the text before the first document, and
  `render_end(summary: Summary, options: ReportOptions) -> str`, the text behind the last one. With `--quiet`
  a format that has an end gives nothing else to standard output;
- `EXCERPTS = True` if it shows `FileReport.excerpts`. Without it the engine makes none and the tuple is
  empty;
- `CONTENTS = True` if it shows `FileReport.content`, the document's text and fields. Without it that is None.

A format of one line a document, complete:

    """One line a document: score, tab, path."""

    from scrapelint.checks import FileReport, visible


    def render_document(report: FileReport) -> str:
        return f"{report.score.score:.1f}\t{visible(report.path)}\n"

What a format may use is listed in `scrapelint.checks`. `RunReport.find_rule` gives the rule of a name, with its
page. For records, `FileReport.record_line` is the line in the file; the lines of findings count in the field.

Paths, titles, messages, ids, sites and excerpts come from scraped files and are raw: the format makes them safe
for where it goes (`visible` for a terminal or plain text, with `without_orders` where a CI system may read along,
`html.escape` for a page). Same run and options, same report, byte for byte: no time, no host name, no
environment.
'''
