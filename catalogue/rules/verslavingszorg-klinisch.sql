-- SPDX-License-Identifier: EUPL-1.2
-- verslavingszorg-klinisch: from register verslavingszorg.
--
-- Residents admitted to residential addiction care on some day of the period, by last address.
-- Unit: persons, each once per area and period, however many admissions. An admission that runs over New Year counts in both years.
-- The address of the clinic plays no part.
-- Somebody with registrations in two buurten counts once in each, once in their wijk and once in the gemeente.
-- People whose buurt is not known ('') count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin <= p.einde AND (r.einde IS NULL OR r.einde >= p.begin)
JOIN ligging AS l ON l.buurt = r.buurt
WHERE r.soort = 'klinisch'
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
