-- SPDX-License-Identifier: EUPL-1.2
-- woonoverlast-meldingen: from register woonoverlast.
--
-- Nuisance cases opened in the period.
-- Unit: registrations (cases). A household about which two cases were opened counts twice; a case that two partners
-- register on the same day for the same household and kind is one case, also when only one of them knows the buurt.
-- A case opened last year that is still open does not count again.
-- Cases without a known buurt count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT (r.persoon, r.begin, r.soort)) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin BETWEEN p.begin AND p.einde
JOIN ligging AS l ON l.buurt = r.buurt
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
