// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Clusters: areas that lie together and are less favourable together than chance would put them.
//
// The figures are made comparable (counts by Assunção & Reis 1999), brought to normal scores (Blom 1958), so that one extreme area makes no
// cluster, and tested with Gi* (Ord & Getis 1995), two-sided, Benjamini–Hochberg over the areas of the indicator. A cluster is a
// contiguous set: the areas found, with those at their border that lie clearly on the unfavourable side themselves. Where events are
// counted, Kulldorff's scan (1997) is a second search, on counts divided by their overdispersion: a circle that chance gives in fewer than
// 1 in 20 maps and that Gi* did not find is a weak signal. Local Moran (Anselin 1995; Sokal 1998), exact join counts (Anselin & Li 2019)
// and the scan say whether another method sees the same.
//
// Modelled and smoothed figures are barred: smoothing makes the likeness that is tested for. So are figures of which more is not worse.

#include "signal/near.hpp"

namespace trede::signal {

Found clusters(const SignalInput& input, const Indicator& indicator, const Near& buurten, const Near& wijken);

}  // namespace trede::signal
