"""What every page of coverage has in common: its words, its look, what its keys do."""

from pipeline.evidence.coverage.survey import State
from pipeline.provenance import CoverageKind

LABELS = {
    State.ANCHORED: "已证",
    State.OMITTED: "略去",
    State.REPEATED: "重复",
    State.UNSEEN: "未见",
}
"""How the page calls the states."""

KINDS = {kind: kind.zh for kind in CoverageKind}
"""How the page calls the kinds."""

NOTE = (
    "本页含来源全文，仅供整理者在本机核对之用，不属于任何发布内容，请勿转发。"
    '<span lang="en">This page holds the source texts: it is for the curator’s own machine '
    "and never part of a release.</span>"
)

_MEANING = {
    State.ANCHORED: "有记录以此为证",
    State.OMITTED: "有意略去，附理由",
    State.REPEATED: "同篇中已有证之名",
    State.UNSEEN: "既未收录，亦未说明",
}

LEGEND = "".join(
    f'<li><label><input type="checkbox" checked value="{state}"> '
    f'<mark class="{state}">{LABELS[state]}</mark> {_MEANING[state]}</label></li>'
    for state in State
)
"""The filter, which is the legend too."""

_STYLE = """
:root { color-scheme: light; --ink: #1a1a1a; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 48rem; padding: 1rem 1rem 9rem; color: var(--ink);
  background: #fff; font: 1rem/1.8 system-ui, "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 1.4rem; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 0; }
a { color: #0b4f9e; }
.note { border: 2px solid #8a1c1c; padding: .5rem .75rem; margin: 0 0 1rem; }
.note span { display: block; font-size: .875rem; }
fieldset { border: 1px solid #767676; padding: .25rem .75rem .5rem; margin: 0; }
fieldset ul { list-style: none; margin: 0; padding: 0; }
input { width: 1.1rem; height: 1.1rem; vertical-align: -.15rem; }
label { display: inline-block; padding: .2rem 0; }
.file { margin: 0 0 .5rem; font-size: .875rem; overflow-wrap: anywhere; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; }
th, td { border-bottom: 1px solid #bbb; padding: .15rem .5rem; text-align: right; }
tr > :first-child { text-align: left; font-weight: normal; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin-top: 1rem; }
mark { color: inherit; text-underline-offset: .25em; text-decoration-thickness: 2px; }
mark.anchored { background: #d8efdc; text-decoration: underline solid #1b6b34; }
mark.omitted { background: #e9e9e9; text-decoration: underline dotted #444; }
mark.repeated { background: #dbe8fb; text-decoration: underline dashed #1c4d94; }
mark.unseen { background: #ffd9d2; text-decoration: underline wavy #a31616; font-weight: bold; }
mark.off { background: none; text-decoration: none; font-weight: normal; }
:focus-visible { outline: 3px solid #0b4f9e; outline-offset: 1px; }
#says { position: fixed; left: 0; right: 0; bottom: 0; margin: 0; padding: .5rem 1rem;
  max-height: 8rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere;
  background: #1a1a1a; color: #fff; font-size: .9rem; line-height: 1.5; }
@media print { #says, fieldset { display: none; } }
"""

_SCRIPT = """
const says = document.getElementById("says"), texts = document.querySelectorAll(".text mark");
const hint = says.textContent;
let kept = null;
function show(mark) { says.textContent = mark ? mark.dataset.note : hint; }
function marked(event) {
  const mark = event.target.closest(".text mark");
  return mark && !mark.classList.contains("off") ? mark : null;
}
document.addEventListener("mouseover", event => show(marked(event) || kept));
document.addEventListener("focusin", event => { kept = marked(event); show(kept); });
document.addEventListener("keydown", event => {
  const step = { n: 1, p: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  const unseen = [...texts].filter(mark => mark.matches(".unseen:not(.off)"));
  const from = document.activeElement, after = Node.DOCUMENT_POSITION_FOLLOWING;
  const next = step > 0
    ? unseen.find(mark => from.compareDocumentPosition(mark) & after)
    : unseen.reverse().find(mark => mark.compareDocumentPosition(from) & after);
  const mark = next || unseen[0];
  if (!mark) says.textContent = "没有未见之处。";
  else { mark.focus({ preventScroll: true }); mark.scrollIntoView({ block: "center" }); }
});
document.querySelector("fieldset").addEventListener("change", event => {
  for (const mark of texts) if (mark.classList.contains(event.target.value)) {
    mark.classList.toggle("off", !event.target.checked);
    mark.tabIndex = event.target.checked ? 0 : -1;
  }
});
"""

DOCUMENT = (
    '<!doctype html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="robots" content="noindex">\n'
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
    "<title>来源覆盖</title>\n<style>"
    + _STYLE.replace("{", "{{").replace("}", "}}")
    + "</style>\n</head>\n<body>\n<h1>来源覆盖</h1>\n"
    '<p class="note">{note}</p>\n'
    "<fieldset><legend>图例（可选择显示哪些）</legend><ul>{legend}</ul></fieldset>\n"
    '<nav aria-label="来源"><ul>{links}</ul></nav>\n<main>\n{body}</main>\n'
    '<p id="says" role="status">指向或以 Tab 键移至标记处，可见其所证之字段或略去之理由；'
    "按 n、p 键跳到下一处、上一处未见。</p>\n"
    "<script>" + _SCRIPT.replace("{", "{{").replace("}", "}}") + "</script>\n</body>\n</html>\n"
)
"""The page around the texts, to be filled by name."""
