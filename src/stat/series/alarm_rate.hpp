// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a level of alarm means when many series are watched: 5 % a week on 14,500 buurten is 725 false alarms a week. α is the chance of an
// alarm per series and period while nothing changed; detectors for counts stay at or below it, because counts are whole.

namespace trede::stat {

// Upper limit of the number of false alarms to expect.
double expected_false_alarms(double alpha, double series, double periods);
// Chance of at least one, for independent series.
double chance_of_false_alarm(double alpha, double series, double periods);
// Periods between two false alarms anywhere (the recurrence interval of Kulldorff 2001), and the α that makes it so long.
double recurrence_interval(double alpha, double series);
double alpha_of_recurrence(double interval, double series);

}  // namespace trede::stat
