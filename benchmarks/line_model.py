"""
Learns the model of the rules `stray-line` and `doubtful-line` (see `checks/line_model.py`) from a labelled corpus, and measures it by site.

    pip install . scikit-learn
    python benchmarks/line_model.py train CORPUS.jsonl.gz --out checks/line_model.json
    python benchmarks/line_model.py cross-validate CORPUS.jsonl.gz --folder DIR
    python benchmarks/line_model.py train CORPUS.jsonl.gz --by-looks --out checks/line_model_by_looks.json
    python benchmarks/line_model.py cross-validate CORPUS.jsonl.gz --by-looks --folder DIR

The corpus has one JSON object a line: `id`, `site`, `kind` (`main`, `full` or `gold`), `text`, and `labels`, one letter for each line
of the text (`c` belongs to it, `b` does not; the others are not learned from). `cross-validate` learns five models, each without the
sites of one fifth, checks each fifth with the model that has never seen its sites, and writes into DIR the models, `feed.jsonl` and
`report.jsonl`. Nothing is random: same corpus, same weights.

`--by-looks` makes the model for texts in other languages, which knows no words and counts no capitals: German nouns have one each. Its
cross-validation prints how well it does on the English of the corpus, where it is not used.

The model that is shipped was learned from extractor outputs and reference texts of WCXB, the Web Content eXtraction Benchmark
(Murrough Foley, 2026, CC BY 4.0), 4,900 documents of 1,065 sites, nearly all English.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse
from scrapelint.checks import Document
from scrapelint.checks.discovery import find_rules
from scrapelint.checks.engine import phrase_book
from scrapelint.checks.line_model import (
    CONTEXT,
    SCALE,
    SHAPE,
    WORD_SCALE,
    Columns,
    LineModel,
    Text,
    columns,
    context,
    first_words,
    log_odds,
)
from sklearn.linear_model import LogisticRegression

SOURCE = (
    "Weights learned from extractor outputs and reference texts of WCXB, the Web Content eXtraction Benchmark, development split, by "
    "Murrough Foley (2026), https://github.com/Murrough-Foley/web-content-extraction-benchmark, licensed CC BY 4.0. The weights are "
    "offered under CC BY 4.0 too. Made by: python benchmarks/line_model.py train CORPUS.jsonl.gz --out checks/line_model.json"
)
RULES = ("stray-line", "doubtful-line")
FOLDS = 5
INNER_FOLDS = 3
# Words that fewer sites have tell about those sites.
MIN_SITES = 8
# Of whole-page dumps each fourth line is enough to learn from, and a page of more than 100 lines counts for less than it has.
EACH_OF_FULL = 4
FULL_LINES = 100

# A first or last word that says less is not stored. Any word of the line is, for the model must tell how many it knows.
LEAST_WEIGHT = SCALE // 8

GROUPS = ("words of the line", "first word", "last word")


def fold_of(site: str, folds: int, salt: str = "") -> int:
    return int.from_bytes(hashlib.blake2b((salt + site).encode(), digest_size=4).digest(), "big") % folds


class Corpus:
    """All lines of all documents in columns, with labels, weights and sites."""

    def __init__(self, path: Path, *, by_looks: bool = False) -> None:
        self.by_looks = by_looks
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            self.records: list[dict[str, Any]] = [json.loads(line) for line in stream]
        book = phrase_book([found.load() for found in find_rules().values()])
        self.seen: list[Columns] = []
        labels, weights, learn, docs = [], [], [], []
        for number, record in enumerate(self.records):
            doc = Document(record["text"], phrase_book=book)
            text = Text.of(doc)
            seen = columns(text, text.plain())
            self.seen.append(seen)
            full = record["kind"] == "full"
            for place, line in enumerate(doc.inked):
                label = record["labels"][line.number - 1]
                labels.append(label == "b")
                learn.append(label in "bc" and not (full and place % EACH_OF_FULL))
                weights.append(EACH_OF_FULL * min(1.0, FULL_LINES / len(doc.inked)) ** 0.5 if full else 1.0)
                docs.append(number)
        self.labels, self.weights, self.learn, self.docs = map(np.array, (labels, weights, learn, docs))
        self.sites = [record["site"] for record in self.records]
        self.starts = np.searchsorted(self.docs, np.arange(len(self.records) + 1))
        self.vocabulary = self._vocabulary()
        self.alone = self._alone()

    def _vocabulary(self) -> list[dict[str, int]]:
        """The words, first words and last words that enough sites have, each with its column."""
        found: list[dict[str, set[str]]] = [defaultdict(set) for _ in GROUPS]
        for site, seen in zip(self.sites, self.seen, strict=True):
            for words in map(first_words, seen.plain):
                for word in words:
                    found[0][word].add(site)
                found[1][words[0]].add(site)
                found[2][words[-1]].add(site)
        columns, start = [], 0
        for group in found:
            kept = [] if self.by_looks else sorted(word for word, sites in group.items() if len(sites) >= MIN_SITES)
            columns.append({word: start + place for place, word in enumerate(kept)})
            start += len(kept)
        return columns

    def _alone(self) -> scipy.sparse.csr_matrix:
        """What is seen of each line alone, one row a line."""
        words, first, last = self.vocabulary
        offset = sum(map(len, self.vocabulary))
        offsets = [offset + sum(list(SHAPE.values())[:place]) for place in range(len(SHAPE))]
        places: list[int] = []
        values: list[float] = []
        rows = [0]
        shown = [0.0 if self.by_looks and name == "capitals" else 1.0 for name in SHAPE]
        for seen in self.seen:
            for line, its_words in enumerate(map(first_words, seen.plain)):
                shape = seen.shape(line)
                scale = WORD_SCALE[len(its_words)]
                mine = [words[word] for word in its_words if word in words]
                places += mine
                values += [scale] * len(mine)
                for column in (first.get(its_words[0]), last.get(its_words[-1])):
                    if column is not None:
                        places.append(column)
                        values.append(1.0)
                places += [start + place for start, place in zip(offsets, shape, strict=True)]
                values += shown
                rows.append(len(places))
        matrix = scipy.sparse.csr_matrix((values, places, rows), shape=(len(rows) - 1, offset + sum(SHAPE.values())))
        matrix.sum_duplicates()
        return matrix

    def around(self, own: Any) -> scipy.sparse.csr_matrix:
        """What is seen of each line beside the others, one row a line, by the lines' own scores."""
        offsets = np.cumsum([0, *CONTEXT.values()])
        blocks = []
        for number, seen in enumerate(self.seen):
            if seen.plain:
                around = context(own[self.starts[number] : self.starts[number + 1]].tolist(), seen)
                blocks.append(np.array([around.places(line) for line in range(len(seen.plain))]) + offsets[:-1])
        places = np.concatenate(blocks)
        count, width = places.shape
        return scipy.sparse.csr_matrix(
            (np.ones(count * width), places.ravel(), np.arange(0, count * width + 1, width)), shape=(count, offsets[-1])
        )

    def rows(self, chosen: Any) -> Any:
        """The lines to learn from, of the documents that are chosen."""
        return np.flatnonzero(self.learn & np.array(chosen)[self.docs])


def fit(corpus: Corpus, matrix: Any, rows: Any, steps: int) -> tuple[Any, float]:
    model = LogisticRegression(C=1.0, max_iter=steps)
    model.fit(matrix[rows], corpus.labels[rows], sample_weight=corpus.weights[rows])
    return model.coef_[0], float(model.intercept_[0])


def learn(corpus: Corpus, chosen: list[bool]) -> dict[str, Any]:
    """
    A model learned from the chosen documents.

    The second step learns from scores that the first gave to sites it had not seen: what it meets in use.
    """
    own = np.zeros(len(corpus.docs))
    inner = [fold_of(site, INNER_FOLDS, "inner") for site in corpus.sites]
    for fold in range(INNER_FOLDS):
        coef, bias = fit(
            corpus, corpus.alone, corpus.rows([yes and part != fold for yes, part in zip(chosen, inner, strict=True)]), 60
        )
        mine = np.array([part == fold for part in inner])[corpus.docs]
        own[mine] = corpus.alone[mine] @ coef + bias
    rows = corpus.rows(chosen)
    around = corpus.around(own)
    coef_around, bias_around = centred(*fit(corpus, around, rows, 100), around[rows], list(CONTEXT.values()))
    coef, bias = centred(*fit(corpus, corpus.alone, rows, 60), corpus.alone[rows], list(SHAPE.values()))
    weights: dict[str, list[int]] = {}
    start = 0
    sizes = {**{name: len(words) for name, words in zip(GROUPS, corpus.vocabulary, strict=True)}, **SHAPE}
    for name, size in sizes.items():
        weights[name] = np.round(SCALE * coef[start : start + size]).astype(int).tolist()
        start += size
    start = 0
    for name, size in CONTEXT.items():
        weights[name] = np.round(SCALE * coef_around[start : start + size]).astype(int).tolist()
        start += size
    weights["bias"] = [round(SCALE * bias), round(SCALE * bias_around)]
    source = (
        SOURCE.replace("--out checks/line_model.", "--by-looks --out checks/line_model_by_looks.") if corpus.by_looks else SOURCE
    )
    stored = {"source": source, "words": " ".join(corpus.vocabulary[0])}
    for name, group, title in zip(("first", "last"), corpus.vocabulary[1:], GROUPS[1:], strict=True):
        telling = {word: weight for word, weight in zip(group, weights[title], strict=True) if abs(weight) >= LEAST_WEIGHT}
        stored[name] = " ".join(telling)
        weights[title] = list(telling.values())
    return stored | {"weights": weights}


def centred(coef: Any, bias: float, matrix: Any, sizes: list[int]) -> tuple[Any, float]:
    """
    The same model with the mean of each table in the constant, so that a weight says how a line differs from others.

    The tables, of these sizes, are the last columns; each line has one place in each.
    """
    share = np.asarray(matrix.mean(axis=0)).ravel()
    start = len(coef) - sum(sizes)
    for size in sizes:
        mean = float(share[start : start + size] @ coef[start : start + size])
        coef[start : start + size] -= mean
        bias += mean
        start += size
    return coef, bias


def write(model: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size:,} bytes", file=sys.stderr)


def cross_validate(corpus: Corpus, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    fold = [fold_of(site, FOLDS) for site in corpus.sites]
    for part in range(FOLDS):
        write(learn(corpus, [other != part for other in fold]), folder / f"model-{part}.json")
    if corpus.by_looks:
        print_by_looks(corpus, folder)
    else:
        check(corpus, folder)


def check(corpus: Corpus, folder: Path) -> None:
    """Checks each fifth of the documents with the model that has not seen its sites; the reports in the order of the corpus."""
    fold = [fold_of(site, FOLDS) for site in corpus.sites]
    reports: dict[int, dict[str, Any]] = {}
    for part in range(FOLDS):
        settings = folder / f"settings-{part}.toml"
        model = json.dumps(f"model-{part}.json")  # counted from the folder of the settings
        settings.write_text("".join(f"[rules.{rule}]\nmodel = {model}\n" for rule in RULES), encoding="utf-8")
        numbers = [number for number, other in enumerate(fold) if other == part]
        feed = folder / f"feed-{part}.jsonl"
        write_feed([corpus.records[number] for number in numbers], feed)
        command = ["scrapelint", "check", str(feed), "--config", str(settings), "--format", "jsonl", "--fail-on", "never"]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        for number, line in zip(numbers, done.stdout.splitlines(), strict=True):
            reports[number] = json.loads(line) | {"record": number + 1}
    write_feed(corpus.records, folder / "feed.jsonl")
    with (folder / "report.jsonl").open("w", encoding="utf-8") as stream:
        for number in sorted(reports):
            stream.write(json.dumps(reports[number], ensure_ascii=False) + "\n")


def print_by_looks(corpus: Corpus, folder: Path) -> None:
    """Precision and recall of lines that are as likely stray as `stray-line` asks for, by models that have not seen their sites."""
    models = [LineModel.load(folder / f"model-{part}.json") for part in range(FOLDS)]
    asked = find_rules()["stray-line"].load().defaults()
    least, sure = log_odds(asked["min_probability_by_looks"]), log_odds(asked["min_sure_probability"])
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for record, seen in zip(corpus.records, corpus.seen, strict=True):
        model = models[fold_of(record["site"], FOLDS)]
        odds = model.odds(context(model.own(seen), seen)) if seen.plain else []
        speaks = sum(one >= sure for one in odds) >= asked["min_sure_lines"]
        labels = [label for label, line in zip(record["labels"], record["text"].split("\n"), strict=True) if line.strip()]
        for label, one in zip(labels, odds, strict=True):
            counts[record["kind"]][label + ("+" if speaks and one >= least else "-")] += 1
    for kind, count in counts.items():
        right, wrong, missed = count["b+"] + count["d+"], count["c+"], count["b-"] + count["d-"]
        precision, recall = (right / all_of if all_of else 0.0 for all_of in (right + wrong, right + missed))
        print(
            f"{kind}: precision {precision:.3f}, recall {recall:.3f}, {wrong} of {wrong + count['c-']} lines of the text flagged"
        )


def write_feed(records: list[dict[str, Any]], path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for record in records:
            kept = {"id": record["id"], "url": f"https://{record['site']}/{record['id']}", "text": record["text"]}
            stream.write(json.dumps(kept) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("command", choices=["train", "cross-validate"])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=Path("checks/line_model.json"))
    parser.add_argument("--folder", type=Path, default=Path("line-model"))
    parser.add_argument("--by-looks", action="store_true", help="the model for other languages, without words")
    options = parser.parse_args()
    corpus = Corpus(options.corpus, by_looks=options.by_looks)
    if options.command == "train":
        write(learn(corpus, [True] * len(corpus.records)), options.out)
    else:
        cross_validate(corpus, options.folder)


if __name__ == "__main__":
    main()
