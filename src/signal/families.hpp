// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which families of tests may speak. Where many families are searched, some find something although nothing is there, and within those all
// is chance. So the families of a kind are chosen first, by their least q-value (Benjamini & Hochberg over the families), and what is found
// in a chosen family is judged at rate × chosen / families (Benjamini & Bogomolov 2014): then the part that is chance, averaged over the
// chosen families, stays within the rate.
//
// Invariant: the signals of `all.list` stand in the order of `all.families`, `found` of them to each. Signals that do not pass are taken
// out; those that stay get the q-value at which the rate would still hold, and are never stronger than that allows. Families without tests
// count for nothing.

#include "signal/reading.hpp"

namespace trede::signal {

void choose_families(Found& all);

}  // namespace trede::signal
