-- SPDX-License-Identifier: EUPL-1.2
-- wvggz-crisismaatregel: from register wvggz.
--
-- Crisis measures taken by the mayor in the period.
-- Unit: registrations (measures), not persons: somebody for whom two measures were taken on different days counts twice.
-- The same measure entered twice (same person, day and buurt) is one measure. The extension of a measure is not a new one and has no row of its own.
-- Measures without a known buurt count in the gemeente only.

WITH gebeurtenis AS (
  SELECT DISTINCT persoon, begin, buurt
  FROM registratie
  WHERE soort = 'crisismaatregel'
)
SELECT l.niveau, l.gebied, p.periode, COUNT(*) AS aantal
FROM gebeurtenis AS r
JOIN periode AS p ON r.begin BETWEEN p.begin AND p.einde
JOIN ligging AS l ON l.buurt = r.buurt
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
