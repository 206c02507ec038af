-- SPDX-License-Identifier: EUPL-1.2
-- dakloos-ggz: from register mo-clienten.
--
-- Share of homeless clients with known or suspected mental-health problems at intake, among clients in the shelter in the period.
-- Unit: persons. noemer: clients of the homeless shelter on some day of the period of whom an intake says ja or nee; aantal: those with ja.
-- With more than one intake in the area and period one ja is enough: a problem does not disappear because a later form left it out.
-- Sheltered living is not homelessness and does not count; an intake without an answer is in neither.
-- Somebody with registrations in two buurten counts once in each, once in their wijk and once in the gemeente.
-- People whose buurt is not known ('') count in the gemeente only.

WITH intake AS (
  SELECT l.niveau, l.gebied, p.periode, r.persoon,
         MAX(CASE WHEN r.ggz = 'ja' THEN 1 ELSE 0 END) AS heeft
  FROM registratie AS r
  JOIN periode AS p ON r.begin <= p.einde AND (r.einde IS NULL OR r.einde >= p.begin)
  JOIN ligging AS l ON l.buurt = r.buurt
  WHERE r.soort = 'opvang' AND r.ggz IN ('ja', 'nee')
  GROUP BY l.niveau, l.gebied, p.periode, r.persoon
)
SELECT niveau, gebied, periode, CAST(SUM(heeft) AS BIGINT) AS aantal, COUNT(*) AS noemer
FROM intake
GROUP BY niveau, gebied, periode
ORDER BY niveau, gebied, periode;
