-- SPDX-License-Identifier: EUPL-1.2
-- wvggz-zorgmachtiging: from register wvggz.
--
-- Care orders granted in the period.
-- Unit: registrations (orders), not persons. An order that follows on an earlier one is a new order and counts in the period in which it was granted;
-- an order granted last year that still holds does not count again. The same order entered twice (same person and day) is one order,
-- also when one of the two rows has no buurt.
-- Orders without a known buurt count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT (r.persoon, r.begin)) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin BETWEEN p.begin AND p.einde
JOIN ligging AS l ON l.buurt = r.buurt
WHERE r.soort = 'zorgmachtiging'
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
