-- SPDX-License-Identifier: EUPL-1.2
-- nazorg-ex-gedetineerden: from register nazorg-detentie.
--
-- Residents who returned from detention in the period and for whom the gemeente coordinates aftercare.
-- Unit: persons, each once per area and period; who returns twice in a year counts once. Aftercare that runs on from an earlier return
-- does not count again.
-- Who returned to two buurten in one year counts in both, and once in the gemeente.
-- People whose buurt is not known ('') count in the gemeente only.

SELECT l.niveau, l.gebied, p.periode, COUNT(DISTINCT r.persoon) AS aantal
FROM registratie AS r
JOIN periode AS p ON r.begin BETWEEN p.begin AND p.einde
JOIN ligging AS l ON l.buurt = r.buurt
GROUP BY l.niveau, l.gebied, p.periode
ORDER BY l.niveau, l.gebied, p.periode;
