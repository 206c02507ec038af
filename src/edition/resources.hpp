// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The API's resources as JSON text; docs/formats/api.md says what is in each.

#include <string>

#include "area/tiles.hpp"
#include "edition/view.hpp"

namespace trede {

std::string editie_rest(const EditionView& view);  // after {"id":…,"volgnummer":…,
std::string gebieden_resource(const EditionView& view);
bool has_tiles(const EditionView& view);  // a map of more than one gemeente
std::string tegels_resource(const EditionView& view, const TileSet& set);
std::string concordantie_resource(const EditionView& view);
std::string ladder_resource(const EditionView& view);
std::string indicatoren_resource(const EditionView& view);
std::string bronnen_resource(const EditionView& view);
std::string waarnemingen_resource(const EditionView& view, const IndicatorView& indicator, AreaLevel level);
std::string eigen_gebieden_resource(const EditionView& view);
std::string profiel_resource(const EditionView& view, AreaIndex gemeente);
std::string scores_resource(const EditionView& view, AreaIndex gemeente);
std::string scoring_resource(const EditionView& view);
std::string signalen_resource(const EditionView& view);
std::string vergelijkbaar_resource(const EditionView& view);
std::string build_report(const EditionView& view);  // rapport/bouw.json

}  // namespace trede
