-- SPDX-License-Identifier: EUPL-1.2
-- woningvervuiling: from register woningvervuiling.
--
-- Dwellings about which a report of severe squalor came in during the period.
-- Unit: dwellings (persoon holds the pseudonym of the dwelling), each once per area and period.
-- Two reports on one dwelling, or a report of squalor and one of hoarding, make one dwelling. Reports of an earlier year that are still open do not count again.
-- Dwellings without a known buurt count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin BETWEEN p.begin AND p.einde
JOIN ligging AS l ON l.buurt = r.buurt
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
