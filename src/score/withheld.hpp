// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a reader can know of a withheld figure, as draws for the Monte Carlo; never one guess, and never a mean.
//
// Where the area above is shown with its counts, a reader knows what the withheld areas in it hold together: R of D. A draw splits R over
// them at random (exponential shares, weighted by inhabitants), so that each lies between 0 and R and together they are R. Where that is
// not known, a draw is the figure of a random area of the same group: all a reader knows is that such figures occur. Only published
// figures are used, so the draws say nothing that is not already said. Multiple imputation: Rubin (1987).

#include <cstdint>
#include <span>
#include <vector>

#include "score/scale.hpp"

namespace trede {

class WithheldFigures {
 public:
  WithheldFigures(const Indicator& indicator, const PublishedSeries& series, const PublishedFigures& figures, const AreaSet& areas,
                  const AreaGroup& group);

  [[nodiscard]] std::span<const std::uint32_t> places() const { return places_; }  // withheld areas, from 0 within the group
  // As the kernel draws them; valid as long as this object stands where it is.
  [[nodiscard]] stat::composite::WithheldPlaces view() const;

 private:
  struct Joint {  // the withheld areas of one parent
    double count = 0.0;
    std::vector<stat::composite::JointShare> shares;
  };
  bool known_together(const PublishedSeries& series, const PublishedFigures& figures, const AreaSet& areas, const AreaGroup& group,
                      AreaIndex parent, Joint& out) const;

  double scale_ = 1.0, most_ = 0.0;
  std::vector<std::uint32_t> places_, alone_;
  std::vector<Joint> joint_;
  std::vector<stat::composite::JointPlaces> joint_view_;
  std::vector<double> shown_;
};

bool is_withheld(const PublishedSeries& series, AreaIndex area);

}  // namespace trede
