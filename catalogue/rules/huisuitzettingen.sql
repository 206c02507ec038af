-- SPDX-License-Identifier: EUPL-1.2
-- huisuitzettingen: from register corporatie-meldingen.
--
-- Evictions carried out in the period.
-- Unit: registrations (evictions). A household evicted twice in a year, from two dwellings, counts twice.
-- An eviction that both landlord and bailiff report on the same day for the same household is one eviction, also when
-- only one of them knows the buurt.
-- Evictions without a known buurt count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT (r.persoon, r.begin)) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin BETWEEN p.begin AND p.einde
JOIN ligging AS l ON l.buurt = r.buurt
WHERE r.soort = 'uitgevoerd'
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
