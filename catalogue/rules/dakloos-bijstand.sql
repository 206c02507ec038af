-- SPDX-License-Identifier: EUPL-1.2
-- dakloos-bijstand: from register participatiewet.
--
-- Homeless persons with social assistance on a postal address on the last day of the period.
-- Unit: persons, each once per area. soort = dakloos only: benefits of people with a dwelling are not counted.
-- Who found a dwelling before the last day (a new row with soort = bijstand) does not count.
-- Most have no known buurt ('') and count in the gemeente only: read this at gemeente level.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin <= p.einde AND (r.einde IS NULL OR r.einde >= p.einde)
JOIN ligging AS l ON l.buurt = r.buurt
WHERE r.soort = 'dakloos'
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
