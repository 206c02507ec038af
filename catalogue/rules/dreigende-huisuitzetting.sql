-- SPDX-License-Identifier: EUPL-1.2
-- dreigende-huisuitzetting: from register corporatie-meldingen.
--
-- Households with a notice that may end in eviction, received in the period.
-- Unit: households, each once per area and period, however many notices came in about it.
-- A household that moved to another buurt and got a new notice there counts in both buurten, once in a shared wijk, once in the gemeente.
-- Evictions carried out (soort = uitgevoerd) are counted by their own rule.
-- Notices without a known buurt count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin BETWEEN p.begin AND p.einde
JOIN ligging AS l ON l.buurt = r.buurt
WHERE r.soort = 'dreigend'
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
