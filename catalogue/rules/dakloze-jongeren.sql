-- SPDX-License-Identifier: EUPL-1.2
-- dakloze-jongeren: from register mo-clienten.
--
-- Homeless children and young people up to and including 26 who were in the homeless shelter on some day of the period.
-- Unit: persons, each once per area and period. The age group is that at the start of the registration: who was 26 at the start counts,
-- also in the year of the 27th birthday. Sheltered living is not homelessness and does not count.
-- A registration without an end date is open and counts from its start.
-- Somebody with registrations in two buurten counts once in each, once in their wijk and once in the gemeente.
-- People whose buurt is not known ('') count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin <= p.einde AND (r.einde IS NULL OR r.einde >= p.begin)
JOIN ligging AS l ON l.buurt = r.buurt
WHERE r.soort = 'opvang' AND r.leeftijdsgroep = '0-26'
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
