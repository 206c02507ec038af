-- SPDX-License-Identifier: EUPL-1.2
-- mo-maatwerk: from register mo-maatwerk.
--
-- Persons in a tailored trajectory of the homeless shelter on some day of the period, by last known buurt.
-- Unit: persons, each once per area and period. Duplicate and overlapping rows of one person in one buurt are one person.
-- A registration without an end date is open and counts from its start.
-- Who moved within the year counts in both buurten, once in a shared wijk and once in the gemeente.
-- People whose buurt is not known ('') count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin <= p.einde AND (r.einde IS NULL OR r.einde >= p.begin)
JOIN ligging AS l ON l.buurt = r.buurt
WHERE r.soort = 'maatwerk'
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
