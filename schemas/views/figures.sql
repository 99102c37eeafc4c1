/*
title: Figures
title_zh: 数据一览
description: One row a fact, with the documents that state it; sum this table, never `claims`.
description_zh: 每一事实一行，附陈述它的文献；求和请用本表，勿用 claims。
needs: [claims, measures, adjudications, documents]
key: [fact]
columns:
  fact: {title: Fact, title_zh: 事实, description: "Identifier of the fact: what is measured, of whom, where and when.", description_zh: 事实的标识：所计为何、属于何者、何地何时。}
  measure_zh: {title: Measure in Chinese, title_zh: 指标（中文）, description: What is counted or measured., description_zh: 所计或所量之事项。}
  measure: {title: Measure, title_zh: 指标（英文）, description: What is counted or measured., description_zh: 所计或所量之事项。}
  subject: {title: Subject, title_zh: 主体, description: "Identifier of the person, body, place or thing it is about, or its printed name.", description_zh: 所属人物、机构、地点或事物的标识，或其印刷名称。}
  value: {title: Value, title_zh: 数值, description: "The quantity, in units; empty where the documents state several.", description_zh: 以单位计的数量；各文献所述不一时为空。}
  documents: {title: Documents, title_zh: 文献数, description: How many documents state the fact., description_zh: 陈述该事实的文献数。}
  witnesses: {title: Independent witnesses, title_zh: 独立见证数, description: "Independent voices among them: whoever is quoted as saying it, else the author, else the work; a second printing, and a text that reuses another that states the same, count no further.", description_zh: 其中相互独立者：引述某人者计其人，否则计作者，再否则计作品；重印及袭用陈述同一事实之文者不另计。}
  stated_by: {title: Stated by, title_zh: 陈述者, description: Identifiers of these documents., description_zh: 这些文献的标识。}
  state: {title: State, title_zh: 状态, description: "agreed: all documents state one value; adjudicated: they differ and the curators decided; conflicting: they differ.", description_zh: agreed：各文献一致；adjudicated：不一致而已裁定；conflicting：不一致。}
*/
WITH facts AS (
  SELECT
    concat_ws(' ', measure_id, coalesce(person_id, organization_id, place_id, thing_id,
      subject_as_printed), honour_id, event_id, unit, as_of, period_from, period_to,
      CASE WHEN role IN ('before', 'after') THEN role END) AS fact,
    *, coalesce(value, low) AS stated
  FROM claims
), stating AS (
  SELECT fact, list(document_id) AS documents FROM facts GROUP BY fact
)
SELECT
  f.fact,
  m.name AS measure_zh,
  m.name_en AS measure,
  min(coalesce(f.person_id, f.organization_id, f.place_id, f.thing_id, f.subject_as_printed))
    AS subject,
  min(f.honour_id) AS honour_id,
  min(f.event_id) AS event_id,
  CASE WHEN count(DISTINCT f.stated) = 1 THEN min(f.stated) END AS value,
  min(f.comparator) AS comparator,
  f.unit,
  min(f.as_of) AS as_of,
  min(f.period_from) AS period_from,
  min(f.period_to) AS period_to,
  count(DISTINCT f.document_id) AS documents,
  count(DISTINCT coalesce(f.asserted_by_id, d.author_id, d.work_id))
    FILTER (d.reuses IS NULL OR NOT list_contains(s.documents, d.reuses)) AS witnesses,
  string_agg(DISTINCT f.document_id, ' ' ORDER BY f.document_id) AS stated_by,
  CASE
    WHEN count(DISTINCT f.stated) = 1 THEN 'agreed'
    WHEN max(a.adjudication_id) IS NOT NULL THEN 'adjudicated'
    ELSE 'conflicting'
  END AS state
FROM facts f
JOIN stating s USING (fact)
JOIN documents d USING (document_id)
JOIN measures m USING (measure_id)
LEFT JOIN adjudications a ON a.rule = 'statements-agree' AND a.key = f.fact
GROUP BY f.fact, m.name, m.name_en, f.unit
ORDER BY f.fact
