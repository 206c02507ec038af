// SPDX-License-Identifier: EUPL-1.2
#include "signal/signals.hpp"

namespace trede {

std::string_view published_word(SignalKind kind) {
  switch (kind) {
    case SignalKind::worse_and_worsening: return "ongunstig_en_ongunstiger";
    case SignalKind::cluster: return "cluster";
    case SignalKind::series_break: return "breuk";
    case SignalKind::stacking: return "stapeling";
    case SignalKind::reach_gap: return "bereikkloof";
    case SignalKind::perception_gap: return "registratie_en_beleving";
    case SignalKind::split_wijk: return "gespleten_wijk";
  }
  return {};
}

std::string_view published_word(Strength strength) {
  switch (strength) {
    case Strength::weak: return "zwak";
    case Strength::clear: return "duidelijk";
    case Strength::strong: return "sterk";
  }
  return {};
}

}  // namespace trede
