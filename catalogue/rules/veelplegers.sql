-- SPDX-License-Identifier: EUPL-1.2
-- veelplegers: from register veiligheidshuis.
--
-- Residents on the local list of persistent offenders on the last day of the period.
-- Unit: persons, each once per area, also when on the list twice (as veelpleger and on the top-X).
-- Who left the list before the last day does not count: the list is a state, not a history.
-- Somebody with registrations in two buurten counts once in each, once in their wijk and once in the gemeente.
-- People whose buurt is not known ('') count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin <= p.einde AND (r.einde IS NULL OR r.einde >= p.einde)
JOIN ligging AS l ON l.buurt = r.buurt
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
