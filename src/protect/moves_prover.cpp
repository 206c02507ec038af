// SPDX-License-Identifier: EUPL-1.2
#include "protect/moves_prover.hpp"

#include <algorithm>

namespace trede::protect::moves {

void Prover::attempt(const Task& task, int direction) {
  const double width = system_.width[task.cell];
  if ((direction > 0 ? relations_.up[task.cell] : relations_.down[task.cell]) < width) return;
  if (search_.find(task.cell, direction * width, task.price, task.limit, best_, task.reach) != Found::move) return;
  auto certificate = notary_.certify(search_.move());
  if (!certificate) return;
  certificate_ = std::move(certificate);
  best_ = search_.objective();
}

bool Prover::withheld_alone(const Task& task) const {
  return certificate_ && std::all_of(certificate_->shifts.begin(), certificate_->shifts.end(),
                                     [&](const Shift& shift) { return task.price[shift.cell] <= limit_withheld_; });
}

std::optional<Certificate> Prover::prove(CellIndex cell, const std::vector<double>& price, double limit, double cutoff,
                                         const Breadth& breadth) {
  certificate_.reset();
  best_ = cutoff;
  for (const auto node : scope_.ladder(cell)) {
    const std::size_t reach = node == kNoNode ? breadth.whole : breadth.near;
    if (reach == 0) continue;
    scope_.enter(node);
    const Task task{cell, price, limit, reach};
    attempt(task, 1);
    if (withheld_alone(task)) break;
    attempt(task, -1);
    if (certificate_ && best_ <= breadth.content) break;
  }
  return std::move(certificate_);
}

}  // namespace trede::protect::moves
