-- SPDX-License-Identifier: EUPL-1.2
-- meldpunt-zorg-overlast: from register meldpunt-zorg-overlast.
--
-- Reports of worry about a person that came in during the period.
-- Unit: registrations (reports), not persons. Every row is a report: two neighbours who both call about the same person on the same
-- day make two reports. So never read this as a number of people.
-- Reports about somebody without a known buurt count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(*) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin BETWEEN p.begin AND p.einde
JOIN ligging AS l ON l.buurt = r.buurt
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
