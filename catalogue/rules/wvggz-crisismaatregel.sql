-- SPDX-License-Identifier: EUPL-1.2
-- wvggz-crisismaatregel: from register wvggz.
--
-- Crisis measures taken by the mayor in the period.
-- Unit: registrations (measures), not persons: somebody for whom two measures were taken on different days counts twice.
-- The same measure entered twice (same person and day) is one measure, also when one of the two rows has no buurt.
-- The extension of a measure is not a new one and has no row of its own.
-- Measures without a known buurt count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT (r.persoon, r.begin)) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin BETWEEN p.begin AND p.einde
JOIN ligging AS l ON l.buurt = r.buurt
WHERE r.soort = 'crisismaatregel'
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
