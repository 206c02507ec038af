-- SPDX-License-Identifier: EUPL-1.2
-- schuldhulp: from register schuldhulp.
--
-- Households that start debt counselling in the period.
-- Unit: households that start, each once per area and period. Who was already in a trajectory on the first day and does not start
-- a new one is not counted: this is inflow, not use. Two starts in one year count once, in two years once in each year.
-- A household that starts, moves and starts again counts in both buurten and once in the gemeente.
-- Households without a known buurt count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin BETWEEN p.begin AND p.einde
JOIN ligging AS l ON l.buurt = r.buurt
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
