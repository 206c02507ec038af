-- SPDX-License-Identifier: EUPL-1.2
-- gedetineerden: from register dji-gedetineerden.
--
-- Persons in detention on the last day of the period whose last address was in the area.
-- Unit: persons, each once per area. Who was released before the last day does not count, however long the detention was.
-- Two registrations of one person (a transfer entered twice) are one person.
-- Somebody with registrations in two buurten counts once in each, once in their wijk and once in the gemeente.
-- Persons whose last address is not known ('') count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin <= p.einde AND (r.einde IS NULL OR r.einde >= p.einde)
JOIN ligging AS l ON l.buurt = r.buurt
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
