#!/usr/bin/env python3
"""Opens the page of a comparison in a real browser and sees that it is whole.

  Tests/Page/run.py WENBAO FOLDER

Pictures of each page are left in the folder: on a wide and a narrow screen, dark, and on paper.
"""

import csv
import io
import os
import pathlib
import subprocess
import sys

from browser import Browser

# The last is A4 on its side without its margins.
WIDE, NARROW, PAPER = 1180, 390, 1016
AMENDMENT = ["--policy", "Config/policy@2023-01-01", "--policy", "Config/policy@2024-03-01"]
COMPARISONS = {
    "amendment": AMENDMENT,
    "residents": AMENDMENT,
    "changes": ["--set", "employee.outpatient.rate.primary=0.85",
                "--set", "resident.inpatient.deductible.tertiary=900",
                "--reading", "unreferredReduction=points"],
    "nothing": ["--set", "employee.outpatient.rate.primary=0.80"],
}
SECTIONS = ["payers", "clause", "scheme", "kind", "level", "month", "decile", "largest", "faulty",
            "method"]

# What 温政办〔2024〕6号 changed, for all and for residents and students alone.
CLAUSES = {
    "amendment": ["温政办〔2024〕6号 三（九）", "温政办〔2024〕6号 三（十一）"],
    "residents": ["温政办〔2024〕6号 三（九）"],
}

# What is wrong with the page as it is laid out, in sentences.
LOOK = """(() => {
  const faults = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push('the page is wider than its window');
  for (const chart of document.querySelectorAll('svg')) {
    const name = chart.getAttribute('aria-labelledby');
    const box = chart.getBoundingClientRect();
    if (box.width < 300 || box.height < 30) faults.push(name + ' has no size');
    if (!chart.querySelector('title').textContent) faults.push(name + ' has no name');
    const bars = [...chart.querySelectorAll('rect')];
    if (!bars.some(bar => bar.getBoundingClientRect().width > 1)) faults.push(name + ' is empty');
    for (const part of chart.querySelectorAll('text, rect')) {
      const place = part.getBoundingClientRect();
      if (place.left < box.left - 1 || place.right > box.right + 1 || place.top < box.top - 1
          || place.bottom > box.bottom + 1)
        faults.push(name + ': "' + part.textContent + '" stands outside');
    }
    for (const bar of bars) {
      const one = bar.getBoundingClientRect();
      for (const text of chart.querySelectorAll('text:not(.mark)')) {
        const other = text.getBoundingClientRect();
        if (one.left < other.right - 1 && other.left < one.right - 1
            && one.top < other.bottom - 6 && other.top < one.bottom - 6)
          faults.push(name + ': "' + text.textContent + '" stands over a bar');
      }
    }
  }
  const rgb = text => text.match(/[0-9.]+/g).slice(0, 3).map(Number);
  const light = colour => rgb(colour).map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const page = light(getComputedStyle(document.body).backgroundColor);
  for (const selector of ['body', '.soft', 'caption', 'figcaption', 'thead th', '.chart .mark',
                          '.chart .more', '.chart .less']) {
    const element = document.querySelector(selector);
    if (!element) continue;
    const style = getComputedStyle(element);
    const ink = light(selector.startsWith('.chart') ? style.fill : style.color);
    const contrast = (Math.max(ink, page) + 0.05) / (Math.min(ink, page) + 0.05);
    const least = selector.match(/more|less/) ? 3 : 4.5;
    if (contrast < least) faults.push(selector + ' has a contrast of ' + contrast.toFixed(1));
  }
  for (const table of document.querySelectorAll('table')) {
    if (!table.querySelector('tbody tr')) faults.push('a table has no rows');
    if (!table.querySelector('thead th[scope=col]')) faults.push('a table has no headings');
  }
  return faults;
})()"""


def sample(wenbao, *more):
    """Lines to compare, two of them refused."""
    command = [wenbao, "sample", "--count", "5000", "--seed", "5", *more]
    return subprocess.run(command, capture_output=True, check=True).stdout + b"{}\nno JSON\n"


def compare(wenbao, lines, arguments, *more):
    """What `wenbao compare` prints."""
    command = [wenbao, "compare", *arguments, *more]
    return subprocess.run(command, input=lines, capture_output=True, check=True).stdout


def events_faults(events, url):
    """What happened while the page was opened that should not."""
    faults = []
    for event in events:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent" and parameters["request"]["url"] != url:
            faults.append(f"it asks for {parameters['request']['url']}")
        if method in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"):
            faults.append(f"{method}: {parameters}")
    return faults


def words_faults(browser, name, language, total):
    """What the page should say and does not."""
    text = browser.evaluate("document.body.innerText")
    faults = []
    heading = {"zh": "政策对比", "en": "What would change"}[language]
    if not browser.evaluate("document.querySelector('h1').textContent").startswith(heading):
        faults.append("another heading")
    here = browser.evaluate("[...document.querySelectorAll('h2')].map(h => h.id)")
    expected = ["faulty", "method"] if name == "nothing" else SECTIONS
    if here != expected:
        faults.append(f"sections {here}")
    if f"{int(total['lines']):,}" not in text:
        faults.append("the lines are not told")
    clauses = browser.evaluate("""[...document.querySelectorAll('#section-clause tbody th')]
        .map(cell => cell.textContent)""")
    if name in CLAUSES and clauses[:-1] != CLAUSES[name]:
        faults.append(f"clauses {clauses}")
    money = f"{abs(round(sum_of_funds(total), 2)):,.2f}"
    if name != "nothing" and money not in text:
        faults.append(f"{money} is not told")
    return faults


def sum_of_funds(row):
    """What the funds pay more, as the CSV has it."""
    persons = ["account", "cash"]
    return -sum(float(row[f"{payer}After"]) - float(row[f"{payer}Before"]) for payer in persons)


def look(browser, wenbao, folder, lines, name, language):
    """The faults of one page."""
    arguments = COMPARISONS[name]
    page = folder / f"{name}-{language}.html"
    page.write_bytes(compare(wenbao, lines, arguments, "--format", "html", "--language", language))
    table = compare(wenbao, lines, arguments, "--format", "csv").decode()
    total = next(csv.DictReader(io.StringIO(table)))
    url, faults = page.as_uri(), []
    for view, options in {
        "wide": {"width": WIDE}, "narrow": {"width": NARROW},
        "dark": {"width": WIDE, "dark": True}, "print": {"width": PAPER, "media": "print"},
    }.items():
        browser.open(url, **options)
        found = events_faults(browser.events, url) + browser.evaluate(LOOK)
        faults += [f"{view}: {fault}" for fault in found]
        browser.picture(folder / f"{name}-{language}-{view}.png")
    faults += words_faults(browser, name, language, total)
    paper = folder / f"{name}-{language}.pdf"
    browser.paper(paper)
    if paper.stat().st_size < 10_000:
        faults.append("nothing is printed")
    return faults


def main():
    wenbao, folder = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    lines = sample(wenbao)
    residents = sample(wenbao, "--scheme", "resident", "--scheme", "student")
    browser, count = Browser(), 0
    try:
        for name in COMPARISONS:
            for language in ["zh", "en"]:
                here = residents if name == "residents" else lines
                faults = look(browser, wenbao, folder, here, name, language)
                for fault in faults:
                    print(f"{name}-{language}: {fault}")
                count += len(faults)
    finally:
        browser.close()
    if count:
        sys.exit(f"{count} faults; pictures are in {os.path.relpath(folder)}")
    print(f"{2 * len(COMPARISONS)} pages are whole; pictures are in {os.path.relpath(folder)}")


if __name__ == "__main__":
    main()
