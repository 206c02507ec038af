-- SPDX-License-Identifier: EUPL-1.2
-- vrouwenopvang: from register vrouwenopvang.
--
-- Women and children placed in a women's refuge in the period, by last address before the placement.
-- Unit: persons, women and children each, once per area and period; who was placed twice in a year counts once.
-- A stay that began in an earlier period does not count again. The address of the refuge plays no part.
-- Somebody with registrations in two buurten counts once in each, once in their wijk and once in the gemeente.
-- People whose buurt is not known ('') count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin BETWEEN p.begin AND p.einde
JOIN ligging AS l ON l.buurt = r.buurt
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
