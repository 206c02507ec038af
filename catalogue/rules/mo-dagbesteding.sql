-- SPDX-License-Identifier: EUPL-1.2
-- mo-dagbesteding: from register mo-clienten.
--
-- Share of clients of shelter and sheltered living in the period who have work or structured daytime activity.
-- Unit: persons. noemer: clients on some day of the period of whom it is known (ja or nee); aantal: those with ja.
-- With more than one answer in an area and period the one that started last holds; on the same day ja holds.
-- Clients of whom it was never asked (empty) are in neither.
-- Somebody with registrations in two buurten counts once in each, once in their wijk and once in the gemeente.
-- People whose buurt is not known ('') count in the gemeente only.

WITH antwoord AS (
  SELECT l.niveau, l.gebied, p.periode, r.persoon, r.dagbesteding,
         ROW_NUMBER() OVER (PARTITION BY l.niveau, l.gebied, p.periode, r.persoon ORDER BY r.begin DESC, r.dagbesteding) AS volgorde
  FROM registratie AS r
  JOIN periode AS p ON r.begin <= p.einde AND (r.einde IS NULL OR r.einde >= p.begin)
  JOIN ligging AS l ON l.buurt = r.buurt
  WHERE r.dagbesteding IN ('ja', 'nee')
)
SELECT niveau, gebied, periode, COUNT(CASE WHEN dagbesteding = 'ja' THEN 1 END) AS aantal, COUNT(*) AS noemer
FROM antwoord
WHERE volgorde = 1
GROUP BY niveau, gebied, periode
ORDER BY niveau, gebied, periode;
