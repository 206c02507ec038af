-- SPDX-License-Identifier: EUPL-1.2
-- vroegsignalen: from register vroegsignalering.
--
-- Signals of payment arrears received in the period.
-- Unit: registrations (signals), not households. A household with arrears at two creditors, or in two months, counts
-- once for every signal. The end date plays no part: a signal counts in the period in which it came in.
-- The same signal delivered twice (same household, day and kind) is one signal, also when one of the two has no buurt.
-- Signals without a known buurt count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT (r.persoon, r.begin, r.soort)) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin BETWEEN p.begin AND p.einde
JOIN ligging AS l ON l.buurt = r.buurt
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
