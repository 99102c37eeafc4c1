"""The lower half of the HTML report: the ledger of the rules, the checks, the tables."""

from collections.abc import Iterator
from html import escape

from pipeline.issue import Layer
from pipeline.language import Say
from pipeline.render.run import Run
from pipeline.render.wording import related, title
from pipeline.report import Ledger, Line, Report, Tally
from pipeline.unseen import inert

STYLE = (
    ":root{color-scheme:light dark;--line:#8886;--bad:#b3261e;--warn:#8a5a00;--good:#1b6e3c}"
    "@media(prefers-color-scheme:dark){:root{--bad:#ff9d94;--warn:#f2c14e;--good:#7fd6a2}}"
    "body{font:1rem/1.5 system-ui,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif;"
    "margin:0}main{max-width:64rem;margin:auto;padding:1rem;overflow-wrap:anywhere}"
    "h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem}h3{font-size:1rem}"
    ".verdict{font-weight:600}.good{color:var(--good)}.bad,.error .kind,.fail{color:var(--bad)}"
    ".warning .kind,.adjudicated{color:var(--warn)}.kind{font-weight:600}"
    ".issues{padding:0;list-style:none}.issues>li{border:1px solid var(--line);border-left-width:"
    ".4rem;border-radius:.3rem;padding:.3rem .8rem;margin:.6rem 0}.issues p{margin:.25rem 0}"
    ".issues li li{border:0;padding:0;margin:.1rem 0;font-size:.9rem}"
    ".error{border-left-color:var(--bad)!important}.warning{border-left-color:var(--warn)!important}"
    ".place,.record{font-size:.9rem;opacity:.85}.hint{font-weight:500}"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}"
    "th,td{text-align:left;vertical-align:top;padding:.25rem .6rem;border-bottom:1px solid "
    "var(--line)}td.number{text-align:right;font-variant-numeric:tabular-nums}"
    ".filters label{margin-right:1rem}select{font:inherit}summary{cursor:pointer;padding:.2rem 0}"
)

FILTER = (
    "const form=document.querySelector('.filters');if(form){form.hidden=false;"
    "const show=()=>{const s=document.getElementById('severity').value,"
    "t=document.getElementById('table').value;let n=0;"
    "for(const li of document.querySelectorAll('.issues>li')){"
    "li.hidden=!!((s&&li.dataset.severity!==s)||(t&&!li.dataset.table.split(' ').includes(t)));"
    "if(!li.hidden)n+=Number(li.dataset.count)}"
    "document.getElementById('shown').textContent=n};"
    "form.addEventListener('change',show);form.addEventListener('submit',e=>e.preventDefault());"
    "show()}"
)


def safe(text: str) -> str:
    """Text of a page: no markup, and nothing that steers who reads the page or its source."""
    return escape(inert(text)).replace("##", "#&#35;")


def ledgers(report: Report, run: Run) -> Iterator[str]:
    """Each rule with its cases and denominators, and who printed what was compared."""
    if not report.ledgers:
        return
    say = run.say
    head = say("What the records agree on")
    yield f'<section aria-labelledby="ledger"><h2 id="ledger">{head}</h2>'
    counts = {check.code: check for check in report.checks if check.layer is Layer.RULE}
    for ledger in report.ledgers:
        check = counts[ledger.code]
        agreed = check.evaluated - check.failed - check.adjudicated
        said = say(f"{agreed:,} of {check.evaluated:,} agree")
        extra = [(check.failed, "fail"), (check.adjudicated, "adjudicated")]
        extra.append((check.not_evaluable, "not evaluable"))
        said += "".join(f", {number:,} {say(word)}" for number, word in extra if number)
        shown = " open" if check.failed else ""
        yield f"<details{shown}><summary>{safe(ledger.title)} ({said})</summary>"
        yield f"<p><code>{safe(ledger.code)}</code>{_chinese(ledger.title_zh)}</p>"
        yield from _cases(ledger, run)
        if check.evaluated + check.not_evaluable > len(ledger.lines):
            yield f"<p>{say(f'The first {len(ledger.lines):,} cases are shown.')}</p>"
        yield "</details>"
    yield "</section>"


def _cases(ledger: Ledger, run: Run) -> Iterator[str]:
    words = ("case", "expected", "found", "verdict", "who says so")
    yield _head(ledger.title, *map(run.say, words))
    yield from (_case(line, run) for line in ledger.lines)
    yield "</tbody></table></div>"


def _case(line: Line, run: Run) -> str:
    actual = line.actual
    if len(set(actual)) == 1 and len(actual) > 1:
        actual = (run.say(f"{actual[0]} ({len(line.actual):,} times)"),)
    who = line.by or tuple(related(place, run) for place in line.related)
    verdict = run.say(line.verdict) + (f": {line.reason}" if line.reason else "")
    cells = (line.expected or "", "; ".join(actual), verdict, "; ".join(who))
    kind = f' class="{line.verdict}"' if line.verdict in ("fail", "adjudicated") else ""
    inner = "".join(f"<td>{safe(cell)}</td>" for cell in cells)
    return f'<tr{kind}><th scope="row">{safe(line.key)}</th>{inner}</tr>'


def tables(report: Report, say: Say) -> Iterator[str]:
    """What was checked how often, and which tables there are."""
    yield f"<details><summary>{say('Every check')}</summary>"
    yield _head(say("Every check"), *map(say, ("check", "layer", "state", "evaluated", "failed")))
    yield from (_check(check, say) for check in report.checks)
    yield "</tbody></table></div></details>"
    yield f"<details><summary>{say('Tables')}</summary>"
    yield _head(say("Tables"), *map(say, ("table", "rows", "sound")))
    for table in report.tables:
        number = "" if table.rows is None else f"{table.rows:,}"
        yield (
            f'<tr><th scope="row">{safe(table.name)}</th><td class="number">{number}</td>'
            f"<td>{say('yes') if table.valid else say('no')}</td></tr>"
        )
    yield "</tbody></table></div></details>"


def _check(check: Tally, say: Say) -> str:
    named = f"<code>{safe(check.code)}</code>"
    if (said := say(title(check))) != check.code:
        named += f" {safe(said)}"
    return (
        f'<tr><th scope="row">{named}</th><td>{say(check.layer)}</td><td>{say(check.state)}</td>'
        f'<td class="number">{check.evaluated:,}</td>'
        f'<td class="number">{check.failed:,}</td></tr>'
    )


def _head(called: str, *names: str) -> str:
    """A table with its name for who hears it; where it is too wide, the keyboard scrolls it."""
    cells = "".join(f'<th scope="col">{name}</th>' for name in names)
    region = f'<div class="scroll" role="region" tabindex="0" aria-label="{safe(called)}">'
    return f"{region}<table><thead><tr>{cells}</tr></thead><tbody>"


def _chinese(text: str | None) -> str:
    """Words that are Chinese whatever the page is in, so that they are spoken so."""
    return f' <span lang="zh">{safe(text)}</span>' if text else ""
