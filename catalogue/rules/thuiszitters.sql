-- SPDX-License-Identifier: EUPL-1.2
-- thuiszitters: from register leerplicht.
--
-- Pupils of compulsory school age who were at home for four weeks or longer, or not enrolled, on some day of the period.
-- Unit: persons (pupils), each once per area and period, also with more than one spell.
-- Absence (soort = verzuim) counts once it has lasted 28 days, in every period in which it goes on from then; not being enrolled counts
-- from the first day. A spell that runs over New Year counts in both years.
-- A pupil who moved during the year counts in both buurten and once in a shared wijk; without a known buurt in the gemeente only.

WITH thuis AS (
  SELECT persoon, einde, buurt,
         CASE WHEN soort = 'verzuim' THEN begin + INTERVAL 27 DAY ELSE begin END AS vanaf
  FROM registratie
)
SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal
FROM thuis AS r
JOIN periode AS p ON r.vanaf <= p.einde AND (r.einde IS NULL OR (r.einde >= r.vanaf AND r.einde >= p.begin))
JOIN ligging AS l ON l.buurt = r.buurt
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
