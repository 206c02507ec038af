-- SPDX-License-Identifier: EUPL-1.2
-- verslavingszorg-ambulant: from register verslavingszorg.
--
-- Residents in ambulatory addiction care on some day of the period.
-- Unit: persons, each once per area and period, also with more than one treatment.
-- A registration without an end date is open and counts from its start.
-- Residential treatment (soort = klinisch) has its own rule; who had both counts in both figures, so never add them.
-- Somebody with registrations in two buurten counts once in each, once in their wijk and once in the gemeente.
-- People whose buurt is not known ('') count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin <= p.einde AND (r.einde IS NULL OR r.einde >= p.begin)
JOIN ligging AS l ON l.buurt = r.buurt
WHERE r.soort = 'ambulant'
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
