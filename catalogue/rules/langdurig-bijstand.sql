-- SPDX-License-Identifier: EUPL-1.2
-- langdurig-bijstand: from register participatiewet.
--
-- Share of recipients on the last day of the period who have had social assistance for five years or longer without a break.
-- Unit: persons. noemer: everybody with a benefit on the last day; aantal: those among them whose benefit began at least five
-- years earlier. A move to another buurt gives a new row and is not a break: rows of one person that overlap, or follow each
-- other within 30 days, are one benefit, which began when the first of them began. A longer gap starts the count again.
-- The person counts in the buurt of the row that runs on the last day; with two such rows in two buurten, in both of them.
-- Persons without a known buurt count in the gemeente only. Homeless recipients (soort = dakloos) are recipients and count.

WITH uitkering AS (
  SELECT persoon, begin, einde, buurt,
         MAX(COALESCE(einde, DATE '9999-12-01')) OVER (
           PARTITION BY persoon ORDER BY begin, COALESCE(einde, DATE '9999-12-01'), buurt
           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS eerder_tot
  FROM registratie
),
genummerd AS (
  SELECT persoon, begin, einde, buurt,
         SUM(CASE WHEN eerder_tot IS NULL OR begin > eerder_tot + INTERVAL 31 DAY THEN 1 ELSE 0 END) OVER (
           PARTITION BY persoon ORDER BY begin, COALESCE(einde, DATE '9999-12-01'), buurt
           ROWS UNBOUNDED PRECEDING) AS reeks
  FROM uitkering
),
duur AS (
  SELECT persoon, begin, einde, buurt, MIN(begin) OVER (PARTITION BY persoon, reeks) AS sinds
  FROM genummerd
),
ontvanger AS (
  SELECT l.niveau, l.gebied, p.periode, r.persoon,
         MAX(CASE WHEN r.sinds <= p.einde - INTERVAL 5 YEAR THEN 1 ELSE 0 END) AS langdurig
  FROM duur AS r
  JOIN periode AS p ON r.begin <= p.einde AND (r.einde IS NULL OR r.einde >= p.einde)
  JOIN ligging AS l ON l.buurt = r.buurt
  GROUP BY l.niveau, l.gebied, p.periode, r.persoon
)
SELECT niveau, gebied, periode, CAST(SUM(langdurig) AS BIGINT) AS aantal, COUNT(*) AS noemer
FROM ontvanger
GROUP BY niveau, gebied, periode
ORDER BY niveau, gebied, periode;
