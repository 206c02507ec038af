-- SPDX-License-Identifier: EUPL-1.2
-- bemoeizorg: from register oggz-bemoeizorg.
--
-- Residents in contact with assertive outreach on some day of the period.
-- Unit: persons, each once per area and period, however many contact periods or teams.
-- A registration without an end date is open and counts from its start.
-- Somebody with registrations in two buurten counts once in each, once in their wijk and once in the gemeente.
-- People whose buurt is not known ('') count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin <= p.einde AND (r.einde IS NULL OR r.einde >= p.begin)
JOIN ligging AS l ON l.buurt = r.buurt
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
