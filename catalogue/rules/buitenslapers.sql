-- SPDX-License-Identifier: EUPL-1.2
-- buitenslapers: from register mo-buitenslapers.
--
-- Persons found sleeping outside on some day of the period.
-- Unit: persons, each once per area and period, however often they were found. A row is one time somebody was found (begin = einde).
-- A row without an end date is a single day here, not an open spell: nobody is assumed to sleep outside for ever.
-- Who was found in two buurten counts in both and once in the gemeente. The place found is not the place of origin.
-- Persons found at a place that is not recorded ('') count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin <= p.einde AND COALESCE(r.einde, r.begin) >= p.begin
JOIN ligging AS l ON l.buurt = r.buurt
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
